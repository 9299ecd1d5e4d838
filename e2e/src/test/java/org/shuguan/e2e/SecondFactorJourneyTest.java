package org.shuguan.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// An installation begins: each of the three administrators sets a password by a one-time link, enrols an
/// authenticator app, which their roles require, and signs in with it. Then two of them reset the password of the
/// third.
@ExtendWith(Shared.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecondFactorJourneyTest {
    private static final String ADMIN_PASSWORD = "Xitong-2026-cedar";
    private static final String SECURITY_PASSWORD = "Anquan-2026-maple";
    private static final String AUDITOR_PASSWORD = "Shenji-2026-birch";
    private static final String NEXT_AUDITOR_PASSWORD = "Shenji-2026-aspen";

    private static City city;
    private static Browser browser;

    private static Desk admin;
    private static Authenticator adminsPhone;
    private static List<String> adminsCodes;
    private static Desk security;
    private static List<String> securitysCodes;

    @BeforeAll
    static void begin(Browser visit) {
        browser = visit;
        city = City.empty();
        admin = new Desk(browser, city.address(), false, 1440);
        security = new Desk(browser, city.address(), true, 1440);
    }

    @AfterAll
    static void end() {
        admin.close();
        security.close();
        city.close();
    }

    @Test
    @Order(1)
    void aLinkOpensTheAccountAndTheRoleRequiresASecondFactor() {
        admin.open(link("admin")).sees("系统管理员，请为您的账号 admin 设置密码").lookAtEveryWidth("welcome-first-zh");
        admin.fill("next", ADMIN_PASSWORD)
                .fill("repeated", "Xitong-2026-ceder")
                .press("设置密码")
                .sees("两次输入的密码不一致");
        admin.look("welcome-differs-zh");
        admin.fill("repeated", ADMIN_PASSWORD).press("设置密码").sees("密码已设置").lookAtEveryWidth("welcome-done-zh");
        // From another page: the same address with the same fragment would not be loaded anew.
        admin.open("/").open(link("admin")).sees("链接").lookAtEveryWidth("welcome-used-zh");
        admin.signIn("admin", ADMIN_PASSWORD).sees("您的角色须有第二因素").sees("启用第二因素");
        admin.lookAtEveryWidth("factor-due-zh");
        admin.open("/office/accounts").sees("您的角色须有第二因素");
    }

    @Test
    @Order(2)
    void theAppIsEnrolledAndTheRecoveryCodesAreShownOnce() {
        admin.open("/office/password").press("启用第二因素").sees("用验证器应用扫描二维码");
        adminsPhone = new Authenticator(secret(admin));
        Assertions.assertThat(admin.page()
                        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("在本设备的验证器应用中打开"))
                        .getAttribute("href"))
                .contains("secret=" + secret(admin).replace(" ", ""));
        admin.lookAtEveryWidth("factor-offer-zh");
        admin.fill("code", adminsPhone.wrongCode()).press("确认启用").sees("验证码不正确").look("factor-wrong-zh");
        admin.fill("code", adminsPhone.code()).press("确认启用").sees("只显示这一次");
        adminsCodes = codes(admin);
        Assertions.assertThat(adminsCodes).hasSize(10).doesNotHaveDuplicates();
        admin.lookAtEveryWidth("factor-codes-zh").press("已保存").sees("还有 10 个恢复码。");
        admin.lookAtEveryWidth("factor-on-zh");
        admin.page().reload();
        admin.sees("还有 10 个恢复码。");
        assertThat(admin.page().locator(".codes")).hasCount(0);
        admin.open("/office/accounts").heads("账号管理");
    }

    @Test
    @Order(3)
    void aSignInAsksForTheCodeExceptOnADeviceThatIsRemembered() {
        signOut(admin, "退出登录");
        password(admin, "admin", ADMIN_PASSWORD).sees("输入验证码").lookAtEveryWidth("sign-in-code-zh");
        admin.fill("code", adminsPhone.wrongCode()).press("登录").sees("验证码不正确").look("sign-in-code-wrong-zh");
        admin.page().getByLabel("这是我本人的设备").check();
        admin.fill("code", adminsPhone.code()).press("登录");
        admin.page().waitForURL(url -> url.contains("/office"));
        admin.heads("您好").lookAtEveryWidth("home-admin-zh");
        signOut(admin, "退出登录");
        admin.signIn("admin", ADMIN_PASSWORD).open("/office/password").sees("1 台设备登录时不要求验证码");
        admin.lookAtEveryWidth("factor-device-zh");
    }

    @Test
    @Order(4)
    void aRecoveryCodeReplacesTheAppOnce() {
        String spent = adminsCodes.removeFirst();
        try (Desk elsewhere = new Desk(browser, city.address(), true, 390)) {
            password(elsewhere, "admin", ADMIN_PASSWORD).sees("Enter the code").lookAtEveryWidth("sign-in-code-en");
            elsewhere.fill("code", spent).press("Sign in");
            elsewhere.page().waitForURL(url -> url.contains("/office"));
            elsewhere
                    .open("/office/password")
                    .sees("9 recovery codes are left.")
                    .lookAtEveryWidth("factor-on-en");
        }
        try (Desk elsewhere = new Desk(browser, city.address(), true, 1440)) {
            password(elsewhere, "admin", ADMIN_PASSWORD).fill("code", spent).press("Sign in");
            assertThat(elsewhere.page().getByRole(AriaRole.ALERT)).isVisible();
            elsewhere.look("sign-in-code-wrong-en");
            elsewhere.fill("code", adminsCodes.removeFirst()).press("Sign in");
            elsewhere.page().waitForURL(url -> url.contains("/office"));
        }
    }

    @Test
    @Order(5)
    void theOtherAdministratorsBeginInEnglish() {
        security.open(link("security")).sees("Set your password").lookAtEveryWidth("welcome-first-en");
        choosePassword(security, SECURITY_PASSWORD).lookAtEveryWidth("welcome-done-en");
        security.signIn("security", SECURITY_PASSWORD).sees("requires a second factor");
        security.sees("Set up a second factor")
                .lookAtEveryWidth("factor-due-en")
                .press("Set up a second factor")
                .sees("Scan the QR code");
        Authenticator phone = new Authenticator(secret(security));
        security.lookAtEveryWidth("factor-offer-en").fill("code", phone.code()).press("Confirm");
        security.sees("shown only now").lookAtEveryWidth("factor-codes-en");
        securitysCodes = codes(security);
        security.press("I have kept them");
        try (Desk auditor = new Desk(browser, city.address(), true, 1440)) {
            auditor.open(link("auditor"));
            choosePassword(auditor, AUDITOR_PASSWORD);
            auditor.signIn("auditor", AUDITOR_PASSWORD).press("Set up a second factor");
            auditor.sees("Scan the QR code");
            Authenticator third = new Authenticator(secret(auditor));
            auditor.fill("code", third.code()).press("Confirm").sees("shown only now");
        }
    }

    @Test
    @Order(6)
    void twoAdministratorsResetThePasswordOfTheThird() {
        admin.open("/office/accounts?q=auditor").press("重置密码").fill("reason", "本人忘记密码");
        admin.lookAtEveryWidth("matter-ask-zh").confirm("提交申请");
        // No code was given in this session of a remembered device.
        giveFreshCode(admin);
        admin.sees("验证码只显示这一次").lookAtEveryWidth("matter-asked-zh");
        String code = admin.page().locator("code.code").innerText();
        admin.open("/office/two-persons").sees("重置").lookAtEveryWidth("matters-zh");
        admin.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("重置"))
                .first()
                .click();
        admin.sees("撤回申请").lookAtEveryWidth("matter-own-zh");

        security.open("/office/two-persons").sees("Waits for you").lookAtEveryWidth("matters-en");
        security.page().locator("tbody a").first().click();
        security.sees("Confirm and carry out").lookAtEveryWidth("matter-en");
        security.press("Decline").sees("required").look("matter-no-reason-en");
        security.press("Confirm and carry out").lookAtEveryWidth("matter-sure-en");
        security.confirm("Confirm and carry out")
                .sees("Confirmed and carried out.")
                .lookAtEveryWidth("matter-link-en");
        String shown = security.page().locator("code.link").innerText();
        try (Desk auditor = new Desk(browser, city.address(), false, 1440)) {
            auditor.open(shown.substring(shown.indexOf("/welcome#")))
                    .sees("验证码")
                    .lookAtEveryWidth("welcome-code-zh");
            auditor.fill("code", "ABCD-EFGH").fill("next", NEXT_AUDITOR_PASSWORD);
            auditor.fill("repeated", NEXT_AUDITOR_PASSWORD).press("设置密码");
            assertThat(auditor.page().getByRole(AriaRole.ALERT)).isVisible();
            auditor.look("welcome-code-wrong-zh")
                    .fill("code", code)
                    .press("设置密码")
                    .sees("密码已设置");
        }
        security.open("/office/two-persons?state=confirmed").sees("Confirmed").look("matters-done-en");
    }

    @Test
    @Order(7)
    void aFactorIsReplacedAfterACodeWasGiven() {
        signOut(admin, "退出登录");
        admin.signIn("admin", ADMIN_PASSWORD).open("/office/password").press("更换");
        // The device was remembered: no code was given in this session.
        giveFreshCode(admin);
        admin.sees("用验证器应用扫描二维码").look("factor-replace-zh");
        Authenticator next = new Authenticator(secret(admin));
        admin.fill("code", next.code()).press("确认启用").sees("只显示这一次");
        Assertions.assertThat(codes(admin)).hasSize(10).doesNotContainAnyElementsOf(adminsCodes);
        Assertions.assertThat(securitysCodes).hasSize(10).doesNotContainAnyElementsOf(adminsCodes);
    }

    /// Answers the dialog that asks for a code before a sensitive act.
    private static void giveFreshCode(Desk desk) {
        assertThat(desk.page().locator("#fresh-title")).isVisible();
        desk.lookAtEveryWidth("fresh-code-zh");
        desk.page().locator("dialog[aria-labelledby=fresh-title] input").fill(adminsCodes.removeFirst());
        desk.confirm("继续");
    }

    /// The one-time link of an account that the first start printed.
    private static String link(String account) {
        Matcher found = Pattern.compile("account `" + account + "`: \\S+(/welcome#\\S+)")
                .matcher(city.logged());
        if (!found.find()) {
            throw new IllegalStateException("the start printed no link for " + account);
        }
        return found.group(1);
    }

    private static Desk choosePassword(Desk desk, String password) {
        return desk.fill("next", password)
                .fill("repeated", password)
                .press("Set password")
                .sees("The password is set");
    }

    private static Desk password(Desk desk, String account, String password) {
        desk.open("/sign-in").fill("username", account).fill("password", password);
        desk.page().locator("button.primary").click();
        return desk;
    }

    private static void signOut(Desk desk, String words) {
        desk.page().locator("button.avatar").click();
        desk.press(words);
        desk.page().waitForURL(url -> url.contains("/sign-in"));
    }

    private static String secret(Desk desk) {
        return desk.page().locator("code.secret").innerText();
    }

    private static List<String> codes(Desk desk) {
        Locator codes = desk.page().locator(".codes code");
        return new ArrayList<>(codes.allInnerTexts());
    }
}
