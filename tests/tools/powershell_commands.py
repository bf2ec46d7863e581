"""Reads PowerShell: powershell_commands.py FILE. Prints its commands as JSON, each a list of words: quotes are taken away,
and variables stand for the string or the number that they were given. What doesn't parse is an error."""

import json
import sys

import tree_sitter
import tree_sitter_powershell

variables = {}
commands = []


def within(node, kinds):
    """The first node of one of these kinds, in the order of the text."""
    if node.type in kinds:
        return node
    for child in node.named_children:
        if found := within(child, kinds):
            return found
    return None


def value(node):
    found = within(node, ("verbatim_string_characters", "variable", "decimal_integer_literal"))
    text = (found or node).text.decode()
    if found is None:
        return text
    if found.type == "variable":
        return variables[text]
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def walk(node):
    if node.type == "assignment_expression":
        name, given = node.named_children[0], node.named_children[-1]
        variables[name.text.decode()] = value(given)
    elif node.type == "command":
        name, words = node.named_children
        parts = [word for word in words.named_children if word.type != "command_argument_sep"]
        commands.append([name.text.decode()] + [value(part) for part in parts])
    else:
        for child in node.named_children:
            walk(child)


with open(sys.argv[1], "rb") as file:
    text = file.read()
# PowerShell's own grammar has digits in the names of parameters (language specification 3.0, 2.3.4), this one has not.
text = text.replace(b"-IPv4Address", b"-IPvAddress").replace(b"-IPv6Address", b"-IPvAddress")
tree = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language())).parse(text)
if tree.root_node.has_error:
    bad = tree.root_node
    while inner := next((child for child in bad.children if child.has_error), None):
        bad = inner
    sys.exit(f"no PowerShell at {bad.start_point}: {bad.type} {bad.text.decode()}")
walk(tree.root_node)
print(json.dumps(commands))
