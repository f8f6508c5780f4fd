"""Methods that only show that the server answers."""

from engine.web.xmlrpc.calls import Call
from engine.web.xmlrpc.codec import Value
from engine.web.xmlrpc.faults import Fault


async def say_hello(_call: Call) -> Value:
    """demo.sayHello."""
    return "Hello!"


async def add_two_numbers(call: Call) -> Value:
    """demo.addTwoNumbers: two whole numbers, given as such."""
    first, second = call.given[0], call.given[1]
    if len(call.given) != 2 or type(first) is not int or type(second) is not int:
        raise Fault(400, "Please send two whole numbers.")
    return first + second
