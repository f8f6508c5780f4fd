"""The hooks that XML-RPC fires, in WordPress's names."""

from engine.hooks import Action, Filter

xmlrpc_enabled: Filter[bool, []] = Filter(
    "xmlrpc_enabled", "Whether XML-RPC takes methods that need a log-in; after the option enable_xmlrpc."
)
xmlrpc_methods: Filter[tuple[str, ...], []] = Filter(
    "xmlrpc_methods", "The names of the XML-RPC methods that the site offers."
)
xmlrpc_call: Action[[str]] = Action(
    "xmlrpc_call", "An XML-RPC method is about to run, with its log-in done: its name."
)
xmlrpc_allow_anonymous_comments: Filter[bool, []] = Filter(
    "xmlrpc_allow_anonymous_comments", "Whether wp.newComment takes comments of people without an account."
)
