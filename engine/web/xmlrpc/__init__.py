"""XML-RPC at /xmlrpc.php: WordPress's methods for desktop and mobile editors, over the domain that REST speaks to.

A table names the function behind each method; functions read arguments, call the domain and make structs. They
decide nothing and query nothing. README.md lists where the answers differ from WordPress's.
"""
