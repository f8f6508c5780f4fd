"""What is kept for a while (set_transient): two options each, the value and when it ends."""

from engine.domain.context import Context


async def get(ctx: Context, *names: str) -> dict[str, str]:
    """The values of these names that have not ended."""
    wanted = [f"_transient_{part}{name}" for name in names for part in ("timeout_", "")]
    found = await ctx.site.options.beside(*wanted)
    now = int(ctx.now.timestamp())
    return {
        name: found.text(f"_transient_{name}")
        for name in names
        if f"_transient_{name}" in found and found.integer(f"_transient_timeout_{name}") > now
    }


async def put(ctx: Context, name: str, value: str, *, seconds: int) -> None:
    """Keep a value; `name` in ASCII, of at most 172 characters."""
    await ctx.site.options.put(
        f"_transient_timeout_{name}", int(ctx.now.timestamp()) + seconds, autoload=False
    )
    await ctx.site.options.put(f"_transient_{name}", value, autoload=False)
