package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/// One person at a browser of their own. Its words are what people do; each page that is looked at is also
/// checked for accessibility and equal ids, and kept as a picture.
final class Desk implements AutoCloseable {
    private final BrowserContext context;
    private final String city;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    /// In milliseconds: a test says what happens, not how fast; a server that has just come up is slow for a
    /// while.
    static final double ON_A_BUSY_MACHINE = 240_000;

    /// axe no longer reports these: a label, a description or a fragment would belong to the first element only.
    private static final String EQUAL_IDS = """
            () => {
              const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
              return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]
            }
            """;

    private static final Pattern LOADING = Pattern.compile("Loading…|正在读取…");

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(ON_A_BUSY_MACHINE / 4);
    }

    Desk(Browser browser, String city, boolean english, int width) {
        this.city = city;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(english ? "en-GB" : "zh-CN")
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(width, 900));
        // Nothing may leave this machine.
        context.route(url -> !url.startsWith(city), route -> route.abort());
        context.setDefaultTimeout(ON_A_BUSY_MACHINE);
        context.setDefaultNavigationTimeout(ON_A_BUSY_MACHINE);
        this.page = watched(context.newPage());
    }

    private Desk(Desk first) {
        this.city = first.city;
        this.context = first.context;
        this.page = watched(context.newPage());
    }

    /// Another tab of the same browser: the same person, in the same session.
    Desk otherTab() {
        return new Desk(this);
    }

    private Page watched(Page page) {
        page.onConsoleMessage(message -> {
            // A refusal is an answer, not a fault of the page.
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    Page page() {
        return page;
    }

    Desk open(String path) {
        page.navigate(city + path);
        return this;
    }

    Desk signIn(String account) {
        return signIn(account, "Duanyan-2026!");
    }

    Desk signIn(String account, String password) {
        open("/sign-in");
        page.locator("#username").fill(account);
        page.locator("#password").fill(password);
        page.locator("button.primary").click();
        page.waitForURL(url -> url.contains("/office"));
        return this;
    }

    Desk press(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
        return this;
    }

    /// Presses a button of the open dialog.
    Desk confirm(String name) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
        return this;
    }

    Desk follow(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
        return this;
    }

    Desk fill(String id, String value) {
        page.locator("[id='" + id + "']").fill(value);
        return this;
    }

    Desk choose(String id, String value) {
        page.locator("[id='" + id + "']").selectOption(value);
        return this;
    }

    /// Chooses in a field that finds what is typed: a unit, an entry.
    Desk pick(String id, String words) {
        Locator field = page.locator("[id='" + id + "']");
        field.click();
        field.fill(words);
        page.locator("[id='" + id + "-choices'] [role=option]", new Page.LocatorOptions().setHasText(words))
                .first()
                .click();
        return this;
    }

    Desk sees(String text) {
        // A closed menu may hold the same words.
        Locator shown = page.getByText(text).filter(new Locator.FilterOptions().setVisible(true));
        assertThat(shown.first()).isVisible();
        return this;
    }

    /// What a script of this page may do: in the person's session, with the token against forged requests.
    ///
    /// @param script an expression that may use `call(method, path, body)`, which gives the answer's JSON
    Object runs(String script, Object argument) {
        return page.evaluate("""
                async (argument) => {
                  const token = () => decodeURIComponent(document.cookie.match(/XSRF-TOKEN=([^;]*)/)?.[1] ?? '')
                  const call = async (method, path, body) => {
                    const answer = await fetch(path, { method, body: body && JSON.stringify(body),
                      headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token() } })
                    if (!answer.ok) throw new Error(path + ' ' + answer.status + ' ' + await answer.text())
                    return answer.json()
                  }
                  %s
                }
                """.formatted(script), argument);
    }

    /// The page's own heading: words of the menu may be folded away.
    Desk heads(String text) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setLevel(1).setName(text)))
                .isVisible();
        return this;
    }

    /// Keeps a picture and asks axe: it must find nothing, no two elements may have the same id, and the page must
    /// have complained of nothing.
    Desk look(String name) {
        // A page that has not come yet is blank and has no faults.
        assertThat(page.locator("h1").first()).isVisible();
        assertThat(page.locator(".empty[role=status]").filter(new Locator.FilterOptions().setHasText(LOADING)))
                .hasCount(0);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens", name + ".png"))
                .setFullPage(true));
        List<String> found = new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(Desk::describe)
                        .toList();
        Assertions.assertThat(found).as("accessibility of " + name).isEmpty();
        Assertions.assertThat(page.evaluate(EQUAL_IDS))
                .as("ids that more than one element of " + name + " has")
                .isEqualTo(List.of());
        Assertions.assertThat(complaints)
                .as("what the browser complained of at " + name)
                .isEmpty();
        return this;
    }

    /// Looks at the page as it is at a desk and on a phone.
    Desk lookAtEveryWidth(String name) {
        for (int width : new int[] {390, 1440}) {
            page.setViewportSize(width, 900);
            look(name + "-" + width);
        }
        return this;
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
