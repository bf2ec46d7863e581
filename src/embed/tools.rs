//! The same, as each tool for sites wants it. A tool is data: files, and where in them what is put.
//!
//! In a template `@SCRIPT@` stands for the address of the script, the element's or that for frames, and `@MARKUP@` for the
//! element or the frame, with the blanks before it in front of each of its lines.

use super::escape::url;
use super::{Choice, How};

/// A tool.
#[derive(Debug)]
pub struct Tool {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The files.
    files: &'static [Template],
    /// Those for the frame, where they are others.
    frame: Option<&'static [Template]>,
}

/// A file, or a part of it.
#[derive(Debug)]
struct Template {
    place: &'static str,
    text: &'static str,
}

/// What to put where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The file.
    pub place: &'static str,
    /// The text.
    pub text: String,
}

impl Tool {
    /// What to put into the files of the site. `base`: the address of the page that serves what is embedded.
    #[must_use]
    pub fn snippets(&self, choice: &Choice, base: &str) -> Vec<Snippet> {
        let (templates, script, markup) = match choice.how {
            How::Element => (self.files, "mta-sts-lens.js", choice.element(base)),
            How::Frame => (self.frame.unwrap_or(self.files), "frame.js", choice.frame(base)),
            How::Badge => return Vec::new(),
        };
        let script = format!("{}embed/{script}", url(base));
        let snippet = |template: &Template| Snippet {
            place: template.place,
            text: fill(template.text, &script, &markup),
        };
        templates.iter().map(snippet).collect()
    }
}

/// The template with what it names.
fn fill(template: &str, script: &str, markup: &str) -> String {
    let mut out = String::new();
    for line in template.lines() {
        match line.split_once("@MARKUP@") {
            Some((before, after)) => {
                let blanks = " ".repeat(before.len() - before.trim_start().len());
                let within = markup.replace('\n', &format!("\n{blanks}"));
                out.push_str(&[before, &within, after].concat());
            }
            None => out.push_str(&line.replace("@SCRIPT@", script)),
        }
        out.push('\n');
    }
    out
}

/// The markup alone, in a page of HTML or of Markdown that hands HTML on.
const fn markup(place: &'static str) -> Template {
    Template {
        place,
        text: "@MARKUP@\n",
    }
}

/// The same in Markdown, where an element that it doesn't know would stand within a paragraph.
const fn block(place: &'static str) -> Template {
    Template {
        place,
        text: "<div>\n@MARKUP@\n</div>\n",
    }
}

const RST: Template = Template {
    place: "page.rst",
    text: ".. raw:: html\n\n   @MARKUP@\n",
};

/// A shortcode of this name for Hugo, and its use: element and frame may stand in one site.
macro_rules! hugo {
    ($name:literal) => {
        &[
            Template {
                place: concat!("layouts/shortcodes/", $name, ".html"),
                text: "<script type=\"module\" src=\"@SCRIPT@\"></script>\n@MARKUP@\n",
            },
            Template {
                place: "page.md",
                text: concat!("{{< ", $name, " >}}\n"),
            },
        ]
    };
}

/// A shortcode of this name for `WordPress` that brings the script, and its use; likewise.
macro_rules! wordpress {
    ($shortcode:literal, $script:literal) => {
        &[
            Template {
                place: "functions.php of a child theme (WordPress 6.5 or newer)",
                text: concat!(
                    "add_shortcode( '",
                    $shortcode,
                    "', function () {\n    wp_enqueue_script_module( '",
                    $script,
                    "', '@SCRIPT@' );\n    return '@MARKUP@';\n} );\n"
                ),
            },
            Template {
                place: "a block of the kind Shortcode",
                text: concat!("[", $shortcode, "]\n"),
            },
        ]
    };
}

/// All tools.
pub static TOOLS: [Tool; 8] = [
    Tool {
        key: "html",
        name: "HTML",
        files: &[Template {
            place: "page.html",
            text: "<script type=\"module\" src=\"@SCRIPT@\"></script>\n@MARKUP@\n",
        }],
        frame: None,
    },
    Tool {
        key: "mkdocs",
        name: "MkDocs",
        files: &[
            Template {
                place: "mkdocs.yml",
                text: "extra_javascript:\n  - path: \"@SCRIPT@\"\n    type: module\n",
            },
            block("page.md"),
        ],
        frame: None,
    },
    Tool {
        key: "sphinx",
        name: "Sphinx",
        files: &[
            Template {
                place: "conf.py",
                text: "html_js_files = [(\"@SCRIPT@\", {\"type\": \"module\"})]\n",
            },
            RST,
        ],
        frame: None,
    },
    Tool {
        key: "vitepress",
        name: "VitePress",
        files: &[
            Template {
                place: ".vitepress/config.mjs",
                text: "export default {\n  head: [[\"script\", { type: \"module\", src: \"@SCRIPT@\" }]],\n  \
                       vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === \"mta-sts-lens\" } } },\n};\n",
            },
            markup("page.md"),
        ],
        frame: Some(&[
            Template {
                place: ".vitepress/config.mjs",
                text: "export default {\n  head: [[\"script\", { type: \"module\", src: \"@SCRIPT@\" }]],\n};\n",
            },
            markup("page.md"),
        ]),
    },
    Tool {
        key: "docusaurus",
        name: "Docusaurus",
        files: &[
            Template {
                place: "docusaurus.config.js",
                text: "export default {\n  // what stands here already\n  \
                       scripts: [{ src: \"@SCRIPT@\", type: \"module\" }],\n};\n",
            },
            markup("page.mdx"),
        ],
        frame: None,
    },
    Tool {
        key: "mdbook",
        name: "mdBook",
        files: &[
            Template {
                place: "book.toml",
                text: "[output.html]\nadditional-js = [\"lens.js\"]\n",
            },
            Template {
                place: "lens.js",
                text: "import(\"@SCRIPT@\");\n",
            },
            block("page.md"),
        ],
        frame: None,
    },
    Tool {
        key: "hugo",
        name: "Hugo",
        files: hugo!("mta-sts-lens"),
        frame: Some(hugo!("mta-sts-lens-frame")),
    },
    Tool {
        key: "wordpress",
        name: "WordPress",
        files: wordpress!("mta_sts_lens", "mta-sts-lens"),
        frame: Some(wordpress!("mta_sts_lens_frame", "mta-sts-lens-frame")),
    },
];

/// The tool of this key; the first one where there is none.
#[must_use]
pub fn by_key(key: &str) -> &'static Tool {
    let [first, ..] = &TOOLS;
    TOOLS.iter().find(|tool| tool.key == key).unwrap_or(first)
}
