from pathlib import Path

import pytest

from engine.config.errors import ConfigError
from engine.config.load import environment, load
from engine.config.settings import Settings

WP_CONFIG = """<?php
define('DB_NAME', 'harbour'); define('DB_USER', 'ada'); define('DB_PASSWORD', 'p@ss/word'); define('DB_HOST', 'db:3307');
define('WP_HOME', 'https://blog.example'); define('AUTH_KEY', 'seal'); define('NONCE_SALT', getenv('SALT'));
$table_prefix = 'blog_';
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wp-config.php").write_text(WP_CONFIG)
    return tmp_path


def in_file(folder: Path, toml: str) -> Settings:
    (folder / "tympan.toml").write_text(toml)
    return load(folder=folder)


def test_settings_without_any_source_are_the_defaults(tmp_path: Path) -> None:
    assert load(folder=tmp_path) == Settings()


def test_settings_from_wp_config_fill_what_is_literal(folder: Path) -> None:
    settings = load({"wp_config": str(folder / "wp-config.php")}, folder=folder)
    assert settings.database_url == "mysql://ada:p%40ss%2Fword@db:3307/harbour"
    assert (settings.table_prefix, settings.home_url) == ("blog_", "https://blog.example")
    assert (settings.auth_key, settings.nonce_salt) == ("seal", "")


def test_settings_each_source_goes_before_the_next(folder: Path) -> None:
    (folder / "tympan.toml").write_text(
        'table_prefix = "file_"\nhome_url = "http://file.example"\ntheme = "file"\n'
    )
    environ = {
        "TYMPAN_WP_CONFIG": str(folder / "wp-config.php"),
        "TYMPAN_TABLE_PREFIX": "env_",
        "TYMPAN_THEME": "env",
    }
    settings = load({"table_prefix": "option_"}, environ, folder=folder)
    assert settings.table_prefix == "option_"
    assert settings.theme == "env"
    assert settings.home_url == "http://file.example"
    assert settings.auth_key == "seal"


def test_settings_given_elsewhere_are_not_demanded_of_wp_config(tmp_path: Path) -> None:
    (tmp_path / "wp-config.php").write_text("<?php define('DB_NAME', getenv('NAME'));")
    settings = load(
        {"wp_config": str(tmp_path / "wp-config.php"), "database_url": "sqlite://a", "table_prefix": "x_"},
        folder=tmp_path,
    )
    assert settings.database_url == "sqlite://a"


def test_settings_from_a_file_have_their_types(tmp_path: Path) -> None:
    settings = in_file(
        tmp_path, 'debug = true\nuploads_dir = "up"\ntrusted_proxies = ["10.0.0.0/8"]\nthemes_dir = "mine"\n'
    )
    assert settings.debug is True
    assert (settings.uploads_dir, settings.themes_dir) == (Path("up"), Path("mine"))
    assert settings.trusted_proxies == ("10.0.0.0/8",)


@pytest.mark.parametrize(
    ("written", "value"),
    [("1", True), ("yes", True), ("TRUE", True), ("off", False), ("0", False), ("no", False)],
)
def test_switch_in_the_environment_knows_usual_words(tmp_path: Path, written: str, value: bool) -> None:
    assert load(environ={"TYMPAN_SHARED_DATABASE": written}, folder=tmp_path).shared_database is value


def test_variable_that_is_empty_counts_as_not_given(tmp_path: Path) -> None:
    environ = {"TYMPAN_DEBUG": "", "TYMPAN_WP_CONFIG": "", "TYMPAN_UPLOADS_DIR": ""}
    assert load(environ=environ, folder=tmp_path) == Settings()


def test_list_in_the_environment_is_separated_by_commas(tmp_path: Path) -> None:
    settings = load(environ={"TYMPAN_ALLOWED_HOSTS": "a.example, b.example,"}, folder=tmp_path)
    assert settings.allowed_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"TYMPAN_DEBUG": "perhaps"}, "TYMPAN_DEBUG: expected true or false, got 'perhaps'"),
        ({"TYMPAN_TABLE_PREFIX": "wp-"}, "TYMPAN_TABLE_PREFIX: a table prefix has"),
        ({"TYMPAN_HOME_URL": "blog.example"}, "TYMPAN_HOME_URL: an address begins with"),
        ({"TYMPAN_HOME_URL": "http://[x"}, "TYMPAN_HOME_URL: Invalid IPv6 URL"),
        ({"TYMPAN_CACHE": "paper"}, "TYMPAN_CACHE: expected memory or off"),
        ({"TYMPAN_TRUSTED_PROXIES": "everyone"}, "TYMPAN_TRUSTED_PROXIES: 'everyone' does not appear"),
        ({"TYMPAN_WP_CONFIG": "nowhere.php"}, "nowhere.php: cannot be read: No such file"),
    ],
)
def test_settings_malformed_are_refused_by_their_source(
    tmp_path: Path, environ: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(environ=environ, folder=tmp_path)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("databse_url = 'x'", "unknown setting 'databse_url'; did you mean 'database_url'?"),
        ("colour = 'red'", "unknown setting 'colour'"),
        ("debug = 'perhaps'", "debug: expected true or false"),
        ("debug = 3", "debug: expected true or false"),
        ("theme = 3", "theme: expected text"),
        ("uploads_dir = ''", "uploads_dir: expected a path"),
        ("allowed_hosts = [1]", "allowed_hosts: expected text"),
        ("debug", "not a TOML file"),
        ("a = " + "[" * 100_000, "not a TOML file"),
    ],
    ids=lambda value: value[:30],
)
def test_file_malformed_is_refused_by_name(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        in_file(tmp_path, toml)
    assert "tympan.toml: " in str(refusal.value)
    assert message in str(refusal.value)


def test_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tympan.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(folder=tmp_path)


def test_options_as_environment_give_the_same_settings(tmp_path: Path) -> None:
    options = {"table_prefix": "x_", "shared_database": "true", "allowed_hosts": "a,b"}
    assert load(environ=environment(options), folder=tmp_path) == load(options, folder=tmp_path)
