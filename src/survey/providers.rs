//! stub
#![allow(missing_docs)]
pub struct Provider {
    pub name: &'static str,
}
pub fn of_mx(_: &str) -> Option<&'static Provider> {
    None
}
pub fn of_policy_host(_: &str) -> Option<&'static Provider> {
    None
}
pub const COMMON_CAS: &[(&str, &str)] = &[];
