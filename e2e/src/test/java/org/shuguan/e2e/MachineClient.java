package org.shuguan.e2e;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A machine client of a unit, registered and approved in the browser.
record MachineClient(String id, String secret) {
    /// @param steward account of the unit's data steward
    static MachineClient registered(
            Browser browser, City city, String steward, String name, String purpose, String scope) {
        String page;
        try (Desk desk = desk(browser, city).signIn(steward)) {
            desk.open("/office/clients/new").fill("name", name).fill("purpose", purpose);
            desk.page().locator("[id='scope-" + scope + "']").check();
            desk.press("提交申请").heads(name);
            page = desk.page().url().replaceAll(".*(/office/.*)", "$1");
        }
        try (Desk bureau = desk(browser, city).signIn("bureau")) {
            bureau.open(page).press("同意").confirm("同意");
            bureau.sees("已同意");
        }
        try (Desk desk = desk(browser, city).signIn(steward)) {
            desk.open(page).press("生成新密钥");
            return new MachineClient(
                    page.replaceAll(".*/", ""),
                    desk.page().locator("code.secret").innerText());
        }
    }

    /// Runs a program as a developer would: pasted into a shell, with the client's credentials in the environment.
    ///
    /// @return what it printed
    String run(String program, Path folder) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", program)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("CLIENT_ID", id);
        shell.environment().put("CLIENT_SECRET", secret);
        Process running = shell.start();
        running.getOutputStream().close();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return said;
    }

    private static Desk desk(Browser browser, City city) {
        return new Desk(browser, city.address(), false, 1440);
    }
}
