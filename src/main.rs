//! The page.

fn main() {
    mta_sts_lens::ui::app::mount();
}
