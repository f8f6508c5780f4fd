"""The sandbox of templates: what is known when a template is compiled is decided then, and asked no more."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from engine.theme import markup
from engine.theme.presenters import VIEWS

# What may be read without a question: plain values, none of them a method.
_PLAIN: Final[Mapping[type, frozenset[str]]] = {
    **{view: frozenset(one.name for one in fields(view)) for view in VIEWS},
    LoopContext: frozenset({"first", "last", "index", "index0", "length", "revindex", "revindex0"}),
}
# The same by attribute: of what it may be read.
_READABLE: Final[Mapping[str, frozenset[type]]] = {
    name: frozenset(kind for kind, names in _PLAIN.items() if name in names)
    for name in frozenset().union(*_PLAIN.values())
}

# The variables around a call, which Jinja hands on for functions that look at them.
_SURROUNDINGS: Final = frozenset({"_loop_vars", "_block_vars"})
_PLACE: Final = "%s"


class _Sayings(NodeTransformer):
    """Messages that a template says with words of its own become what they are in the language of the environment."""

    def __init__(self, environment: "Sandbox", spoken: Mapping[str, Callable[..., Any]]) -> None:
        self._environment = environment
        self._spoken = spoken

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A call of a function for messages, where all that it is given stands in the template."""
        self.generic_visit(node)
        say = self._spoken.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        given = [one.value for one in node.args if isinstance(one, nodes.Const)]
        is_known = len(given) == len(node.args) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if say is None or not is_known:
            return node
        try:
            said = say(*given)
        except Exception:  # noqa: BLE001 - it fails where it is said, with its line
            return node
        return nodes.Const(said, lineno=node.lineno, environment=self._environment)


class _Code(CodeGenerator):
    """Templates as Python that takes HTML for what it is, escapes the rest, and asks little about what is known here."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.as_html(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Read an attribute, at once of views that have a field of this name."""
        name = node.attr
        if name not in _READABLE:
            super().visit_Getattr(node, frame)
            return
        held = self.temporary_identifier()
        self.write(f"({held}.{name} if type({held} := ")
        self.visit(node.node, frame)
        self.write(f") in environment.readable[{name!r}] else environment.getattr({held}, {name!r}))")

    def visit_Mod(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Fill the one place of a message that is HTML."""
        optimised = self.optimizer.visit(node.left, frame.eval_ctx) if self.optimizer else node.left
        message = optimised.value if isinstance(optimised, nodes.Const) else None
        if type(message) is not Markup or message.count("%") != 1 or _PLACE not in message:
            super().visit_Mod(node, frame)
            return
        before, _, after = str(message).partition(_PLACE)
        self.write(f"environment.filled({before!r}, ")
        self.visit(node.right, frame)
        self.write(f", {after!r})")


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which asks no questions about what it is known beforehand to allow: most of what templates do."""

    code_generator_class = _Code
    readable = _READABLE
    as_html = staticmethod(markup.html)

    def __init__(self, spoken: Mapping[str, Callable[..., Any]], **options: Any) -> None:
        super().__init__(**options)
        self.globals.update(spoken)
        self._messages = spoken
        self._spoken = frozenset(map(id, spoken.values()))
        self._compiled: dict[str, Template] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        own = _named_in(parsed)
        spoken = {name: say for name, say in self._messages.items() if name not in own}
        _Sayings(self, spoken).visit(parsed)
        return parsed

    @staticmethod
    def filled(before: str, value: Any, after: str) -> Markup:
        """A message that is HTML with a value in its one place."""
        if isinstance(value, tuple):  # counted by Python, which refuses more than one
            return Markup(before + _PLACE + after) % value
        return Markup("".join((before, markup.html(value), after)))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read an attribute; a view's own fields are safe."""
        if attribute in _PLAIN.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function; messages and macros are safe, and need nothing of what Jinja passes beside the arguments."""
        is_macro = type(obj) is Macro
        if is_macro or id(obj) in self._spoken:
            named = {name: kwargs[name] for name in kwargs if name not in _SURROUNDINGS}
            return obj(context.eval_ctx, *args, **named) if is_macro else obj(*args, **named)
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """A compiled template; one that is never looked for again in its file is found by its name alone."""
        if self.auto_reload or globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = super().get_template(name, parent)
        return found


def _named_in(template: nodes.Template) -> set[str]:
    """The names that a template gives to things of its own."""
    names = {one.name for one in template.find_all(nodes.Name) if one.ctx != "load"}
    names |= {one.name for one in template.find_all(nodes.Macro)}
    names |= {one.target for one in template.find_all(nodes.Import)}
    for one in template.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in one.names}
    return names
