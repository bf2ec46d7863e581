"""Reads a zone as octoDNS does: octodns_records.py FOLDER ZONE. Prints [[name, type, ttl, [value, ...]], ...]."""

import json
import sys

from octodns.provider.yaml import YamlProvider
from octodns.zone import Zone

folder, name = sys.argv[1:]
provider = YamlProvider("config", folder, escaped_semicolons=True, enforce_order=False)
zone = Zone(name + ".", [])
provider.populate(zone)
print(
    json.dumps(
        [
            [record.fqdn, record._type, record.ttl, record.to_rrset().rdatas]
            for record in sorted(zone.records)
        ]
    )
)
