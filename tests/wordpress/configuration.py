"""The files a WordPress of our own is configured by: wp-config.php, nginx.conf and PHP-FPM's pool."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

SALT_NAMES = (
    "AUTH_KEY",
    "SECURE_AUTH_KEY",
    "LOGGED_IN_KEY",
    "NONCE_KEY",
    "AUTH_SALT",
    "SECURE_AUTH_SALT",
    "LOGGED_IN_SALT",
    "NONCE_SALT",
)


def _fixed_salts() -> dict[str, str]:
    return {name: f"{name.lower()} of a site that lives for one test run" for name in SALT_NAMES}


@dataclass(frozen=True, slots=True)
class Site:
    """What a WordPress is to serve: a database (mysql://user:password@host:port/name) under an address."""

    database: str
    port: int
    prefix: str = "wp_"
    children: int = 4  # PHP processes; two for each core
    themes: tuple[Path, ...] = ()
    plugins: tuple[Path, ...] = ()
    uploads: Path | None = None
    salts: Mapping[str, str] = field(default_factory=_fixed_salts)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def wp_config(site: Site) -> str:
    """A wp-config.php as an administrator would write it; Tympan can be started on it with --wp-config."""
    database = urlsplit(site.database)
    constants: dict[str, str | bool] = {
        "DB_NAME": database.path.lstrip("/"),
        "DB_USER": unquote(database.username or ""),
        "DB_PASSWORD": unquote(database.password or ""),
        "DB_HOST": f"{database.hostname}:{database.port or 3306}",
        "DB_CHARSET": "utf8mb4",
        "DB_COLLATE": "",
        **site.salts,
        "WP_HOME": site.home,
        "WP_SITEURL": site.home,
        "WP_ENVIRONMENT_TYPE": "local",  # application passwords without TLS
        "WP_HTTP_BLOCK_EXTERNAL": True,
        "DISABLE_WP_CRON": True,
        "AUTOMATIC_UPDATER_DISABLED": True,
        "WP_DEBUG": False,
    }
    defines = "\n".join(f"define( '{name}', {_php(value)} );" for name, value in constants.items())
    return f"""<?php
{defines}
$table_prefix = {_php(site.prefix)};
if ( ! defined( 'ABSPATH' ) ) {{ define( 'ABSPATH', __DIR__ . '/' ); }}
require_once ABSPATH . 'wp-settings.php';
"""


def nginx_conf(site: Site, folder: Path) -> str:
    """WordPress's own recommendation for nginx, on a port and in a folder of our own."""
    return f"""
{"user www-data;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    keepalive_requests 100000;
    client_max_body_size 64m;
    client_body_temp_path {folder}/body;
    fastcgi_temp_path {folder}/fastcgi;
    proxy_temp_path {folder}/proxy;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream php {{ server unix:{folder}/php.sock; }}
    server {{
        listen 127.0.0.1:{site.port};
        root {folder}/site;
        index index.php;
        location / {{ try_files $uri $uri/ /index.php?$args; }}
        location ~ \\.php$ {{
            try_files $uri =404;
            include /etc/nginx/fastcgi_params;
            fastcgi_param HTTP_HOST $http_host;
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_buffers 32 32k;
            fastcgi_buffer_size 64k;
            fastcgi_pass php;
        }}
    }}
}}
"""


def php_fpm_conf(site: Site, folder: Path) -> str:
    """A static pool, so that no request waits for a process to start, with opcache as Debian turns it on."""
    identity = "user = www-data\ngroup = www-data\nlisten.owner = www-data" if os.geteuid() == 0 else ""
    return f"""
[global]
daemonize = no
pid = {folder}/php-fpm.pid
error_log = {folder}/php-fpm.log
[www]
{identity}
listen = {folder}/php.sock
listen.backlog = 1024
pm = static
pm.max_children = {site.children}
clear_env = yes
php_admin_value[error_log] = {folder}/php.log
php_admin_flag[log_errors] = on
php_admin_flag[display_errors] = off
php_admin_value[memory_limit] = 256M
php_admin_value[opcache.memory_consumption] = 192
php_admin_value[opcache.max_accelerated_files] = 20000
php_admin_value[opcache.revalidate_freq] = 60
"""


def _php(value: str | bool) -> str:  # a literal of either kind
    if isinstance(value, bool):
        return str(value).lower()
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
