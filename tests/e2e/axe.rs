//! What axe-core finds.

use crate::Outcome;
use crate::driver::cache;
use crate::play::Stage;
use serde_json::Value;
use std::path::PathBuf;

/// Brings it into the page.
pub async fn load(stage: &Stage<'_>) -> Outcome<()> {
    let text = std::fs::read_to_string(file()).map_err(|error| format!("{}: {error}", file().display()))?;
    stage.page.eval(&text, Vec::new()).await.map(drop)
}

/// What it finds in what a JavaScript expression gives: `document`, or a selector.
pub async fn found(stage: &Stage<'_>, context: &str) -> Outcome<Vec<String>> {
    let run = format!(
        "axe.run({context}, {{ resultTypes: ['violations'] }}).then(result => result.violations.map(violation =>
            `${{violation.id}}: ${{violation.help}}: ${{violation.nodes.slice(0, 3).map(node =>
                node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join('; ')}}`))"
    );
    let found = stage.page.promise(&run, Vec::new()).await?;
    let Value::Array(found) = found else {
        return Err(format!("axe-core says {found}").into());
    };
    Ok(found
        .iter()
        .map(|fault| fault.as_str().unwrap_or_default().to_owned())
        .collect())
}

fn file() -> PathBuf {
    let own = || cache().join("npm/node_modules/axe-core/axe.min.js");
    std::env::var_os("LENS_AXE").map_or_else(own, PathBuf::from)
}
