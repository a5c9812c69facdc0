"""One exchange as a file that convinces a third party: taken out of a node's evidence, verified.

Tools beside the node; a node in service needs none of it, and verifying needs no node.
"""
