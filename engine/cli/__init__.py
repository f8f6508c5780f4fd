"""The command line `tympan`: turns options into settings, calls the domain, words what comes back.

One module a command, imported only when that command is asked for. May import everything below; decides nothing.
"""

from engine.cli.main import main as main
