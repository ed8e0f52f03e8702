//! What machines that read the site ask for.

use super::Pages;
use super::files::file_path;
use crate::number::address::OutPath;

impl Pages<'_> {
    /// `sitemap.xml` (in parts if long) and `robots.txt`. Without the address of the site there is no sitemap:
    /// its entries must be full addresses.
    pub(super) fn for_robots(&self, pages: &[OutPath]) -> Vec<(OutPath, Vec<u8>)> {
        const PART: usize = 50_000;
        const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        const SCHEMA: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
        let mut robots = "User-agent: *\nAllow: /\n".to_owned();
        let mut files = Vec::new();
        if let Some(base) = &self.site.base_url {
            let urls = |paths: &[OutPath]| {
                let entry = |path: &OutPath| format!("<url><loc>{base}{}</loc></url>\n", path.as_str());
                let entries: String = paths.iter().map(entry).collect();
                format!("{HEAD}<urlset {SCHEMA}>\n{entries}</urlset>\n").into_bytes()
            };
            if pages.len() <= PART {
                files.extend(file_path("sitemap.xml").map(|path| (path, urls(pages))));
            } else {
                let mut index = format!("{HEAD}<sitemapindex {SCHEMA}>\n");
                for (n, part) in pages.chunks(PART).enumerate() {
                    let name = format!("sitemap-{}.xml", n + 1);
                    index.push_str(&format!("<sitemap><loc>{base}{name}</loc></sitemap>\n"));
                    files.extend(file_path(&name).map(|path| (path, urls(part))));
                }
                index.push_str("</sitemapindex>\n");
                files.extend(file_path("sitemap.xml").map(|path| (path, index.into_bytes())));
            }
            robots.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
        }
        files.extend(file_path("robots.txt").map(|path| (path, robots.into_bytes())));
        files
    }
}
