"""Parses queries by the grammar of their dialect. Reads [{"dialect": ..., "sql": ...}], writes what is wrong, if anything."""

import json
import sys

import sqlglot
from sqlglot import exp

faults = []
for query in json.load(sys.stdin):
    try:
        tree = sqlglot.parse_one(query["sql"], read=query["dialect"], error_level=sqlglot.ErrorLevel.RAISE)
        unknown = [str(each) for each in tree.find_all(exp.Command)]
        if unknown or not isinstance(tree, exp.Select):
            faults.append(f"{query['dialect']}: is no SELECT that the grammar knows")
    except sqlglot.errors.ParseError as error:
        faults.append(f"{query['dialect']}: {error}")
json.dump({"version": sqlglot.__version__, "faults": faults}, sys.stdout)
