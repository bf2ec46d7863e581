"""Reads HCL: hcl_json.py FILE. Prints it as JSON; strings are as they are written, quotation marks and escapes included."""

import json
import sys

import hcl2

with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps(hcl2.load(file)))
