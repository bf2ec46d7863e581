"""Reads a ZIP archive: archive_list.py FILE. Prints {name: [text, mode, date], ...}; fails on a wrong checksum."""

import json
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    broken = archive.testzip()
    if broken:
        sys.exit(f"wrong checksum: {broken}")
    print(
        json.dumps(
            {
                info.filename: [archive.read(info).decode(), info.external_attr >> 16, list(info.date_time)]
                for info in archive.infolist()
            }
        )
    )
