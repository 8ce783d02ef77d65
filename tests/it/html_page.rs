//! The exported page in a real browser: what it does, and what it never does.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod chromium;
mod command;
mod sample;

use serde_json::json;

use crate::counts::skipped;
use crate::store::put;
use chromium::Chromium;

/// A page on disk and a browser that shows it.
struct Stage {
    browser: Chromium,
    address: String,
    _folder: tempfile::TempDir,
}

impl Stage {
    /// None, with a notice, where there is no browser.
    fn new() -> Option<Self> {
        let Some(program) = chromium::find() else {
            skipped("there is no Chromium here; CHROMIUM names one");
            return None;
        };
        let Some(browser) = Chromium::start(&program) else {
            skipped(&format!("{} does not run here", program.display()));
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.html");
        put(&file, sample::sample().as_bytes());
        Some(Self { browser, address: format!("file://{}", file.display()), _folder: folder })
    }

    /// The page in a window of this size, as new.
    fn open(&mut self, (width, height): (u32, u32), hash: &str) -> &mut Chromium {
        self.browser.new_page();
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser.call("Emulation.setDeviceMetricsOverride", &size);
        self.browser.open(&format!("{}{hash}", self.address));
        &mut self.browser
    }

    /// Asserts that the page asked for nothing, complained of nothing and ran nothing that is not ours.
    fn assert_quiet(&mut self) {
        let hacked = self.browser.value("String(window.hacked)");
        assert_eq!(hacked, "undefined");
        for event in &self.browser.events {
            match event["method"].as_str().unwrap_or_default() {
                "Network.requestWillBeSent" => {
                    let address = event["params"]["request"]["url"].as_str().unwrap();
                    let is_own = address.split('#').next() == Some(&self.address);
                    assert!(is_own || address.starts_with("data:"), "asked for {address}");
                }
                "Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded" => {
                    panic!("{event}")
                }
                _ => {}
            }
        }
    }
}

/// What can be seen of a topic's row and of what is in it.
const SEES: &str = "const topic = (id) => document.getElementById(id); \
    const seen = (id) => topic(id).checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true }); \
    const words = (id) => topic(id).querySelector('.body').checkVisibility({ contentVisibilityAuto: true });";

fn sees(expression: &str) -> String {
    format!("(() => {{ {SEES} return {expression}; }})()")
}

const WIDE: (u32, u32) = (1280, 900);

/// One browser for all, which takes longer to start than all of this to happen.
#[test]
fn the_page_works_in_a_browser_and_does_nothing_else() {
    let Some(mut stage) = Stage::new() else { return };
    it_is_shown_as_it_is_made(&mut stage);
    search_finds_and_hides(&mut stage);
    a_filter_shows_topics_of_one_status(&mut stage);
    topics_are_folded_and_unfolded(&mut stage);
    light_and_dark_are_chosen_and_kept(&mut stage);
    links_lead_to_topics_and_back(&mut stage);
    hostile_notes_do_nothing(&mut stage);
    everything_is_printed(&mut stage);
    nothing_is_wider_than_a_narrow_window(&mut stage);
    all_can_be_read_without_a_script(&mut stage);
}

fn it_is_shown_as_it_is_made(stage: &mut Stage) {
    let page = stage.open(WIDE, "");
    page.expect(&sees("!topic('_tools').hidden && seen('net') && seen('tcp') && seen('deepest')"));
    page.expect(&sees("!words('tcp') && !words('hostile')"));
    page.expect("document.title.startsWith('A sample </title><script>')");
    page.expect("document.querySelector('progress').position === 0.2");
    page.expect("document.querySelectorAll('#_sections a').length === 2");
    stage.assert_quiet();
}

fn search_finds_and_hides(stage: &mut Stage) {
    let page = stage.open(WIDE, "");
    page.press("/");
    page.expect("document.activeElement.id === '_search'");
    page.write("pearl");
    page.expect(&sees("seen('deepest') && seen('deep') && seen('net') && !seen('tcp') && !seen('database')"));
    page.expect("document.querySelector('#deepest .hit mark').textContent === 'pearl'");
    page.expect("document.getElementById('_found').textContent === '1 topic with “pearl”'");
    page.press("Escape");
    page.expect(&sees("seen('tcp') && seen('database') && document.querySelector('.hit') === null"));
    page.expect("document.getElementById('_found').hidden");
    // All words, in the summary, in either form of Unicode, and while a syllable is not complete.
    for (words, shown) in [
        ("rollback 쿼리", "transactions"),
        ("\u{1110}\u{1173}\u{1105}\u{1162}\u{11AB}", "transactions"),
        ("트래", "transactions"),
        ("UDP datagrams", "udp"),
        ("ETHERNET", "net"),
    ] {
        page.write(words);
        page.expect(&sees(&format!("seen('{shown}')")));
        page.expect(&sees(
            "[...document.querySelectorAll('.topic')].filter((topic) => topic.checkVisibility()).length < 4",
        ));
        page.press("Escape");
    }
    page.write("no such words");
    page.expect("document.getElementById('_found').textContent.startsWith('No topic with “no such words”')");
    page.expect(&sees("!seen('net') && !seen('database')"));
    // Found by its title, a topic shows what is below it.
    page.press("Escape");
    page.write("networks");
    page.expect(&sees("seen('tcp') && seen('deepest') && !seen('database')"));
    // Escape empties the field, then leaves it.
    page.press("Escape");
    page.expect("document.activeElement.id === '_search'");
    page.press("Escape");
    page.expect("document.activeElement === document.body");
    stage.assert_quiet();
}

fn a_filter_shows_topics_of_one_status(stage: &mut Stage) {
    let page = stage.open(WIDE, "");
    page.value("document.querySelector('input[value=in-progress]').click()");
    page.expect(&sees("seen('udp') && seen('net') && !seen('tcp') && !seen('database') && !seen('deep')"));
    page.expect("document.getElementById('_found').textContent === '1 topic'");
    page.value("document.querySelector('input[value=skipped]').click()");
    page.expect("document.getElementById('_found').textContent.startsWith('No topic here')");
    page.press("Escape");
    page.expect(&sees("seen('tcp') && document.querySelector('input[name=_status]').checked"));
    stage.assert_quiet();
}

fn topics_are_folded_and_unfolded(stage: &mut Stage) {
    let page = stage.open(WIDE, "");
    page.value("document.querySelector('#tcp summary').click()");
    page.expect(&sees("words('tcp') && !words('udp')"));
    page.value("document.querySelector('#tcp summary').focus()");
    page.press("Enter");
    page.expect(&sees("!words('tcp')"));
    page.value("document.getElementById('_fold').click()");
    page.expect(&sees("words('tcp') && words('deepest') && topic('_fold').textContent === 'Fold all'"));
    page.value("document.getElementById('_fold').click()");
    page.expect(&sees("seen('net') && !seen('tcp') && topic('_fold').textContent === 'Unfold all'"));
    // A search unfolds what it finds, and leaves everything as it was.
    page.press("/");
    page.write("pearl");
    page.expect(&sees("seen('deepest')"));
    page.press("Escape");
    page.expect(&sees("seen('net') && !seen('tcp')"));
    stage.assert_quiet();
}

fn light_and_dark_are_chosen_and_kept(stage: &mut Stage) {
    let page = stage.open(WIDE, "");
    let ground = "getComputedStyle(document.body).backgroundColor";
    let scheme = |value: &str| json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
    page.call("Emulation.setEmulatedMedia", &scheme("light"));
    page.expect(&format!("{ground} === 'rgb(251, 250, 247)'"));
    page.call("Emulation.setEmulatedMedia", &scheme("dark"));
    page.expect(&format!("{ground} === 'rgb(15, 20, 25)'"));
    page.expect("document.getElementById('_theme').textContent === 'Light'");
    page.value("document.getElementById('_theme').click()");
    page.expect(&format!("{ground} === 'rgb(251, 250, 247)'"));
    page.reload();
    page.expect(&format!("{ground} === 'rgb(251, 250, 247)'"));
    page.value("document.getElementById('_theme').click()");
    page.expect(&format!("{ground} === 'rgb(15, 20, 25)'"));
    page.call("Emulation.setEmulatedMedia", &scheme("light"));
    page.reload();
    page.expect(&format!("{ground} === 'rgb(15, 20, 25)'"));
    page.value("localStorage.clear()");
    stage.assert_quiet();
}

fn links_lead_to_topics_and_back(stage: &mut Stage) {
    let page = stage.open(WIDE, "#deepest");
    page.expect(&sees(
        "words('deepest') && document.activeElement === topic('deepest').querySelector('summary')",
    ));
    page.value("document.querySelector('#tcp summary').click()");
    page.value("document.querySelector('#tcp .note a').click()");
    page.expect(&sees("location.hash === '#udp:ports' && words('udp')"));
    page.expect(
        "(() => { const at = document.getElementById('udp:ports').getBoundingClientRect(); \
        return at.top >= 0 && at.bottom <= innerHeight; })()",
    );
    page.value("document.querySelector('#udp .facts a').click()");
    page.expect("location.hash === '#tcp'");
    page.value("document.querySelector('#udp').querySelector('details').open = false");
    page.value("history.back()");
    page.expect(&sees("location.hash === '#udp:ports' && words('udp')"));
    // What a search hides is shown when it is linked to.
    page.press("/");
    page.write("pearl");
    page.expect(&sees("!seen('tcp')"));
    page.value("location.hash = '#tcp'");
    page.expect(&sees("words('tcp') && document.getElementById('_search').value === ''"));
    page.expect(
        "[...document.querySelectorAll('a[href^=http]')].every((link) => link.rel === 'noopener noreferrer')",
    );
    stage.assert_quiet();
}

fn hostile_notes_do_nothing(stage: &mut Stage) {
    let page = stage.open(WIDE, "#hostile");
    page.expect(&sees("words('hostile')"));
    page.value("document.querySelectorAll('#hostile *, #tcp *').forEach((element) => element.closest('a') || element.click())");
    page.value(
        "document.querySelectorAll('*').forEach((element) => \
        ['error', 'load', 'mouseover', 'toggle'].forEach((name) => element.dispatchEvent(new Event(name))))",
    );
    page.expect("document.scripts.length === 1 && document.querySelectorAll('style').length === 1");
    page.expect("document.querySelectorAll('iframe, object, embed, form, svg, base, body link, body meta').length === 0");
    page.expect(
        "[...document.images].every((image) => image.src.startsWith('data:') && image.naturalWidth === 1)",
    );
    page.expect("document.images.length === 1");
    page.expect("[...document.links].every((link) => ['https:', 'file:'].includes(link.protocol))");
    stage.assert_quiet();
}

fn everything_is_printed(stage: &mut Stage) {
    let page = stage.open(WIDE, "");
    page.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    page.expect(&sees("['tcp', 'udp', 'deepest', 'transactions', 'hostile', 'net'].every(words)"));
    page.expect(
        "[...document.querySelectorAll('.note, .mine, .resources')].every((text) => \
        text.checkVisibility({ contentVisibilityAuto: true }) && text.getBoundingClientRect().height > 0)",
    );
    page.expect("[...document.querySelectorAll('#_tools, #_sections, footer, .skip')].every((part) => !part.checkVisibility())");
    page.expect("getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'");
    let printed = page.call("Page.printToPDF", &json!({}));
    assert!(printed["data"].as_str().unwrap().len() > 10_000);
    page.call("Emulation.setEmulatedMedia", &json!({ "media": "" }));
    page.expect(&sees("!words('tcp')"));
    stage.assert_quiet();
}

fn nothing_is_wider_than_a_narrow_window(stage: &mut Stage) {
    for width in [320, 400, 768, 1024, 1920] {
        let page = stage.open((width, 800), "");
        page.value("document.getElementById('_fold').click()");
        page.expect("document.querySelector('#tcp pre').checkVisibility()");
        // Without the scroll bar, which may take a part of the window.
        let widest =
            page.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(widest, json!(0), "at {width}");
    }
    stage.assert_quiet();
}

fn all_can_be_read_without_a_script(stage: &mut Stage) {
    stage.browser.new_page();
    stage.browser.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    let address = format!("{}#udp", stage.address);
    stage.browser.open(&address);
    stage.browser.expect(&sees("topic('_tools').hidden && seen('tcp') && seen('deepest') && !words('tcp')"));
    stage.browser.value("document.querySelector('#tcp details').open = true");
    stage.browser.expect(&sees("words('tcp')"));
    stage.assert_quiet();
}
