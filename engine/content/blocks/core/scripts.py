"""The small script behind lists to choose from."""

from __future__ import annotations

from engine.content.json_values import to_json

_SCRIPT = """\
( ( name, home ) => {
\tconst dropdown = document.getElementById( name );
\tlet byKey = false;
\tdropdown.addEventListener( 'keyup', ( event ) => { byKey = event.key === 'Escape'; } );
\tdropdown.addEventListener( 'click', () => { byKey = false; } );
\tdropdown.addEventListener( 'change', () => setTimeout( () => {
\t\tif ( ! byKey && dropdown.value && dropdown.value !== '-1' ) {
\t\t\tlocation.href = LEADS_TO;
\t\t}
\t}, 250 ) );
} )( NAME, HOME );"""


def dropdown_script(name: str, home: str, *, leads_to: str) -> str:
    """Go to what is chosen in the select element of this id; `leads_to` is the address in JavaScript."""
    values = {"NAME": name, "HOME": f"{home}/"}
    script = _SCRIPT.replace("LEADS_TO", leads_to)
    for placeholder, value in values.items():
        script = script.replace(placeholder, to_json(value).replace("<", "\\u003C").replace(">", "\\u003E"))
    return f"<script>\n{script}\n</script>\n"
