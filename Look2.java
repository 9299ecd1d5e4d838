import com.microsoft.playwright.*;
import java.nio.file.*; import java.util.*;
public class Look2 { public static void main(String[] a) throws Exception {
 String base="http://127.0.0.1:18500";
 try (Playwright p = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD","1")));
      Browser b = p.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")).setChromiumSandbox(false).setArgs(List.of("--disable-gpu")))) {
  BrowserContext c=b.newContext(new Browser.NewContextOptions().setLocale(a.length>1?a[1]:"zh-CN").setTimezoneId("Asia/Shanghai").setViewportSize(1300,900));
  c.route(u->!u.startsWith(base), r->r.abort());
  Page g=c.newPage(); g.onConsoleMessage(m->{ if(m.type().equals("error")) System.out.println("console: "+m.text());}); g.onPageError(e->System.out.println("page error: "+e));
  g.navigate(base+"/sign-in"); g.waitForLoadState();
  g.locator("input").first().fill(a[0]); g.locator("input[type=password]").fill("Duanyan-2026!"); g.keyboard().press("Enter");
  g.waitForTimeout(2500); System.out.println(g.url());
  g.navigate(base+"/office/settings/words"); g.waitForTimeout(2500);
  if (g.locator("#word").count()>0) { g.locator("#word").fill("编号"); g.locator("#type").selectOption("work-number"); g.locator("form button[type=submit]").click(); g.waitForTimeout(2500); }
  shot(g,a[0]+"-words");
  g.setViewportSize(390,844); g.waitForTimeout(500); shot(g,a[0]+"-words390"); g.setViewportSize(1300,900);
  g.navigate(base+"/office/follow-ups"); g.waitForTimeout(2500); shot(g,a[0]+"-followups");
  if (a[0].contains("steward")) { g.navigate(base+"/office/census"); g.waitForTimeout(1500); g.locator("td a").first().click(); g.waitForTimeout(2000); shot(g,a[0]+"-source"); g.locator("a[href*='/census/runs/']").first().click(); g.waitForTimeout(2000); g.locator("a[href*='/tables/']").first().click(); g.waitForTimeout(2500); shot(g,a[0]+"-table"); System.out.println(g.url()); String u=g.url(); g.navigate(u+"/columns/2"); g.waitForTimeout(2000); shot(g,a[0]+"-column"); }
 }}
 static void shot(Page g,String n){ g.screenshot(new Page.ScreenshotOptions().setPath(Path.of("/tmp/shots/"+n+".png")).setFullPage(true)); System.out.println("shot "+n+" "+g.url()); }
}

