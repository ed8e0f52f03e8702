//! What machines that read the site ask for.

use super::files::file_path;
use crate::number::address::OutPath;
use crate::site::outputs::Output;
use std::borrow::Cow;

/// `sitemap.xml` (in parts if long) and `robots.txt`, for these pages. Without the address of the site there is no
/// sitemap: its entries must be full addresses.
pub(super) fn files<'a>(base_url: Option<&str>, pages: &[OutPath]) -> Vec<Output<'a>> {
    const PART: usize = 50_000;
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    const SCHEMA: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    let mut files: Vec<(String, String)> = Vec::new();
    if let Some(base) = base_url {
        let urls = |paths: &[OutPath]| {
            let entry = |path: &OutPath| format!("<url><loc>{base}{}</loc></url>\n", path.as_str());
            let entries: String = paths.iter().map(entry).collect();
            format!("{HEAD}<urlset {SCHEMA}>\n{entries}</urlset>\n")
        };
        if pages.len() <= PART {
            files.push(("sitemap.xml".to_owned(), urls(pages)));
        } else {
            let mut index = format!("{HEAD}<sitemapindex {SCHEMA}>\n");
            for (n, part) in pages.chunks(PART).enumerate() {
                let name = format!("sitemap-{}.xml", n + 1);
                index.push_str(&format!("<sitemap><loc>{base}{name}</loc></sitemap>\n"));
                files.push((name, urls(part)));
            }
            index.push_str("</sitemapindex>\n");
            files.push(("sitemap.xml".to_owned(), index));
        }
        robots.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
    }
    files.push(("robots.txt".to_owned(), robots));
    let output = |(name, text): (String, String)| {
        let path = file_path(&name)?;
        Some(Output::file(path, move |_| Cow::Owned(text.clone().into_bytes())).yielding())
    };
    files.into_iter().filter_map(output).collect()
}
