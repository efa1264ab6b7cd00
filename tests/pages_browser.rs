//! The pages in a browser: accessible in every look, used with a keyboard, and without a script.
//! The browser's part stands in `tests/browser/pages`; it needs node, npm and chromium.

mod node;
mod program;
mod served;

use program::with_seeds;
use served::Served;

#[test]
fn readers_meet_what_is_promised() -> anyhow::Result<()> {
    let program = with_seeds()?;
    let served = Served::start(&program, &[])?;
    node::run("pages", &[("COMMUNIQUES_SERVER", &format!("http://{}", served.address))])
}
