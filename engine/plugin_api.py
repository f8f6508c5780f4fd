"""What a plugin or a theme may import of the engine; it re-exports and decides nothing."""

from engine.content.blocks.registered import BoundAttribute as BoundAttribute
from engine.content.blocks.registered import ShownBlock as ShownBlock
from engine.content.blocks.types import BlockStyle as BlockStyle
from engine.content.escaping import esc_attr as esc_attr
from engine.content.escaping import esc_html as esc_html
from engine.content.hooks import comment_text as comment_text
from engine.content.hooks import the_content as the_content
from engine.content.hooks import the_excerpt as the_excerpt
from engine.content.hooks import the_title as the_title
from engine.content.passage import Passage as Passage
from engine.content.slugs import sanitize_title as sanitize_title
from engine.content.tags import strip_all_tags as strip_all_tags
from engine.domain import hooks as domain_hooks
from engine.domain import tallies as domain_tallies
from engine.domain.context import Context as Context
from engine.domain.registrations import Registrations as Registrations
from engine.domain.registrations import Sidebar as Sidebar
from engine.hooks import DEFAULT_PRIORITY as DEFAULT_PRIORITY
from engine.hooks import Action as Action
from engine.hooks import Filter as Filter
from engine.hooks import Registry as Registry
from engine.model.comments import Comment as Comment
from engine.model.comments import CommentDraft as CommentDraft
from engine.model.designs import Pattern as Pattern
from engine.model.designs import PatternCategory as PatternCategory
from engine.model.errors import Conflict as Conflict
from engine.model.errors import DomainError as DomainError
from engine.model.errors import Forbidden as Forbidden
from engine.model.errors import Invalid as Invalid
from engine.model.errors import NotFound as NotFound
from engine.model.posts import Post as Post
from engine.model.posts import PostQuery as PostQuery
from engine.model.terms import Term as Term
from engine.model.types import MetaKey as MetaKey
from engine.model.types import PostStatus as PostStatus
from engine.model.types import PostType as PostType
from engine.model.types import Setting as Setting
from engine.model.types import Taxonomy as Taxonomy
from engine.model.types import post_capabilities as post_capabilities
from engine.model.users import Actor as Actor
from engine.model.users import User as User

hooks = domain_hooks
tallies = domain_tallies
