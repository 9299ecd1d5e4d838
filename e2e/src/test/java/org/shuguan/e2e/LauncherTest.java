package org.shuguan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./shuguan` in a checkout of a handful of files, with tools that only say that they were called: what it asks
/// for, what it builds and when.
class LauncherTest {
    private static final String OLD_MAVEN = "echo 'Apache Maven 3.6.3 (Red Hat)'";
    private static final String SOURCE = "server/src/main/java/Server.java";

    @TempDir
    Path folder;

    private Path checkout;
    private Path tools;

    private record Outcome(int exit, String output) {}

    @BeforeEach
    void aCheckoutAndItsTools() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of("../shuguan"), checkout.resolve("shuguan"));
        write("pom.xml", "<project>\n  <version>7.8.9</version>\n  <a><version>1.1</version></a>\n</project>");
        write("dataplane/pom.xml", "<project/>");
        write("dataplane/src/main/java/Plane.java", "class Plane {}");
        write("server/pom.xml", "<project/>");
        write(SOURCE, "class Server {}");
        write("web/src/main.ts", "start()");
        write("web/node_modules/library.js", "not ours");
        jdk("JAVA_VERSION=\"25.0.3\"\n");
        program(tools.resolve("mvn"), """
                if [ "$*" = "-B -ntp -version" ]; then printf '\\033[1mApache Maven 3.8.7\\033[m\\n'; exit; fi
                echo "built" >>"%1$s/calls"
                mkdir -p server/target
                cat server/src/main/java/* >server/target/server-7.8.9-boot.jar
                """.formatted(folder));
        program(tools.resolve("node"), "echo v20.20.2");
        program(tools.resolve("npm"), "echo 11.19.1");
    }

    @Test
    void theVersionIsTheOneInThePom() {
        assertThat(shuguan("version")).isEqualTo(new Outcome(0, "shuguan 7.8.9"));
    }

    @Test
    void whatIsFreshIsNotBuiltAgain() throws IOException {
        assertThat(shuguan("audit", "verify").output()).contains("building").endsWith("java audit verify");
        assertThat(builds()).isEqualTo(1);
        Files.setLastModifiedTime(
                checkout.resolve(SOURCE), FileTime.from(Instant.now().plusSeconds(60)));
        write("web/node_modules/library.js", "another library");
        write("web/dist/index.html", "what the build makes");
        write("web/src/api/schema.ts", "what the build makes");
        assertThat(shuguan("audit", "verify")).isEqualTo(new Outcome(0, "java audit verify"));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void whatWasChangedAddedOrDeletedIsBuiltAgain() throws IOException {
        shuguan("audit", "verify");
        write(SOURCE, "class Server { int changed; }");
        shuguan("audit", "verify");
        assertThat(builds()).isEqualTo(2);
        write("server/src/main/java/Added.java", "class Added {}");
        shuguan("audit", "verify");
        assertThat(builds()).isEqualTo(3);
        Files.delete(checkout.resolve("server/src/main/java/Added.java"));
        write("server/target/classes/Added.class", "what an earlier build left");
        shuguan("audit", "verify");
        assertThat(builds()).isEqualTo(4);
        assertThat(checkout.resolve("server/target/classes/Added.class")).doesNotExist();
        Files.delete(checkout.resolve("web/src/main.ts"));
        shuguan("audit", "verify");
        assertThat(builds()).isEqualTo(5);
        shuguan("audit", "verify");
        assertThat(builds()).isEqualTo(5);
    }

    @Test
    void anArchiveThatSomethingElseBuiltIsReplaced() throws IOException {
        shuguan("audit", "verify");
        Files.writeString(checkout.resolve("server/target/server-7.8.9-boot.jar"), "an archive without the web");
        shuguan("audit", "verify");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void anotherJdkIsNotTaken() throws IOException {
        jdk("JAVA_VERSION=\"17.0.15\"\n");
        // Whether this machine has another JDK 25 or not, it is not that one.
        assertThat(shuguan("audit", "verify").output()).doesNotContain("java audit verify");
    }

    @Test
    void anOldMavenIsRefusedByItsVersion() throws IOException {
        program(tools.resolve("mvn"), OLD_MAVEN);
        assertRefused("needs mvn 3.8 or newer, but " + tools.resolve("mvn") + " is 3.6.3");
    }

    @Test
    void aMavenOfTheNextGenerationWillDo() throws IOException {
        program(tools.resolve("mvn"), Files.readString(tools.resolve("mvn")).replace("3.8.7", "4.0.0-rc-4"));
        assertThat(shuguan("audit", "verify").output()).contains("building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void anOldNodeIsRefusedByItsVersion() throws IOException {
        program(tools.resolve("node"), "echo v18.19.0");
        assertRefused("needs node 20.19 or newer, but " + tools.resolve("node") + " is 18.19.0");
        program(tools.resolve("node"), "echo v20.9.0");
        assertRefused("needs node 20.19 or newer, but " + tools.resolve("node") + " is 20.9.0");
    }

    @Test
    void aToolThatDoesNotRunIsRefused() throws IOException {
        program(tools.resolve("npm"), "exit 1");
        assertRefused("needs npm 10 or newer, but " + tools.resolve("npm") + " is of an unknown version");
    }

    @Test
    void anUnknownCommandIsRefused() {
        Outcome outcome = shuguan("frobnicate");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("./shuguan serve").endsWith("unknown command: frobnicate");
    }

    @Test
    void theDeepTestsListTheMutantsThatSurvivedAndThenFuzz() throws IOException {
        String maven = Files.readString(tools.resolve("mvn")) + """
                echo "$*" >>"%s/maven"
                mkdir -p dataplane/target/pit-reports
                cat >dataplane/target/pit-reports/mutations.csv <<'REPORT'
                Plane.java,org.shuguan.Plane,org.pitest.MathMutator,sum,7,SURVIVED,none
                Plane.java,org.shuguan.Plane,org.pitest.MathMutator,sum,8,KILLED,"a, b"
                REPORT
                """.formatted(folder);
        program(tools.resolve("mvn"), maven);
        Outcome found = shuguan("test", "--deep", "3");
        assertThat(found.output())
                .contains("org.shuguan.Plane:7 sum MathMutator SURVIVED\n", "dataplane/target/pit-reports/index.html")
                .doesNotContain("KILLED")
                .endsWith("java org.shuguan.bench.BenchMain fuzz 3");
        assertThat(found.exit()).isZero();
        assertThat(Files.readAllLines(folder.resolve("maven")).getFirst())
                .isEqualTo("-B -ntp -Dquick -Pdeep -fae -pl !e2e test");
        program(tools.resolve("mvn"), maven + "case \"$*\" in *-Pdeep*) exit 1 ;; esac");
        Outcome failed = shuguan("test", "--deep");
        assertThat(failed.output())
                .contains("java org.shuguan.bench.BenchMain fuzz 10")
                .endsWith("the deep tests failed: see above");
        assertThat(failed.exit()).isEqualTo(1);
    }

    private void assertRefused(String sentence) {
        Outcome outcome = shuguan("audit", "verify");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).startsWith("shuguan: " + sentence);
    }

    private Outcome shuguan(String... arguments) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder("bash", checkout.resolve("shuguan").toString());
            builder.command().addAll(List.of(arguments));
            builder.environment().put("PATH", tools + ":/usr/bin:/bin");
            builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(1, TimeUnit.MINUTES);
            return new Outcome(process.exitValue(), output.strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).size();
    }

    private void jdk(String release) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), release);
        program(jdk.resolve("javac"), "true");
        // It unpacks the archive, or says what it would run.
        program(jdk.resolve("java"), """
                if [ "$1" = -Djarmode=tools ]; then
                  mkdir -p "$6" && cp "$3" "$6/server-7.8.9.jar"
                else
                  case " $* " in
                    *' -jar '*) while [ "$1" != -jar ]; do shift; done; shift 2 ;;
                    *) while [ "${1#org.}" = "$1" ]; do shift; done ;;
                  esac
                  echo "java $*"
                fi
                """);
    }

    private void write(String file, String text) throws IOException {
        Path path = checkout.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static void program(Path path, String script) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
