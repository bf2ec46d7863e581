project = "Docs"
html_theme = "furo"
html_js_files = [
    ("https://lens.test/embed/mta-sts-lens.js", {"type": "module"}),
    ("https://lens.test/embed/frame.js", {"type": "module"}),
]
