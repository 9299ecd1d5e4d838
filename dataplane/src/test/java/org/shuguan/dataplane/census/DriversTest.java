package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.DatabaseDescription.Problem;
import org.shuguan.dataplane.source.Drivers;

/// The problems of a drivers' folder that are reported to the operator.
class DriversTest {
    private static final String RIGHT = """
            name: harbour
            driver: org.h2.Driver
            url: jdbc:h2:tcp://{host}:{port}/{database}
            port: 9092
            """;

    @Test
    void withoutAFolderWeShipDescriptionsThatWaitForTheirDrivers() {
        Drivers none = Drivers.in(Path.of("/no/such/folder"));
        assertThat(none.kinds()).isEmpty();
        assertThat(none.found())
                .extracting(Drivers.DriverStatus::name)
                .containsExactly("dameng", "kingbase", "opengauss", "oracle");
        assertThat(none.found())
                .allSatisfy(found ->
                        assertThat(found.problems()).containsExactly(new Problem("driver-missing", found.driver())));
    }

    @Test
    void eachDriverLivesInALoaderOfItsOwn() throws Exception {
        Drivers drivers = Drivers.in(new DriverFolder()
                .with("org.h2.Driver")
                .with("com.kingbase8.Driver")
                .describedBy("h2.yaml", RIGHT)
                .path());
        ClassLoader harbour =
                drivers.kind("harbour").orElseThrow().driver().getClass().getClassLoader();
        ClassLoader kingbase =
                drivers.kind("kingbase").orElseThrow().driver().getClass().getClassLoader();
        assertThat(harbour).isNotSameAs(kingbase).isNotSameAs(getClass().getClassLoader());
        assertThat(harbour.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void whatIsWrongWithADescriptionIsSaidAllAtOnce() throws Exception {
        assertThat(problems("name: Harbour Master\nport: 0\nurl: 'jdbc:h2:{file}'\ntables: select 1\nas: {'(': x}\n"))
                .containsExactlyInAnyOrder(
                        new Problem("key-missing", "driver"),
                        new Problem("port", "0"),
                        new Problem("name", "Harbour Master"),
                        new Problem("url", "jdbc:h2:{file}"),
                        new Problem("place-unknown", "{file}"),
                        new Problem("without-schemas", "select 1"),
                        new Problem("pattern", "("),
                        new Problem("without-column", "x"));
        assertThat(problems(RIGHT + "colour: red\n")).containsExactly(new Problem("key-unknown", "colour"));
        assertThat(problems(RIGHT + "  open: [\n")).extracting(Problem::code).containsExactly("unreadable");
        assertThat(problems("")).extracting(Problem::code).containsExactly("unreadable");
        assertThat(problems(RIGHT.replace("harbour", "mysql"))).containsExactly(new Problem("name", "mysql"));
        assertThat(problems(RIGHT + "reasons: {'1': TIRED}\n")).containsExactly(new Problem("reason-unknown", "TIRED"));
        assertThat(problems(RIGHT.replace("org.h2.Driver", "org.h2.tools.Server")))
                .containsExactly(new Problem("no-driver", "org.h2.tools.Server"));
    }

    @Test
    void aJarThatNothingDescribesAndOneThatIsNoneAreSaid() throws Exception {
        Path folder = new DriverFolder().with("org.h2.Driver").path();
        Files.writeString(folder.resolve("torn.jar"), "not an archive");
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("oracle-fake.jar")))) {
            zip.putNextEntry(new ZipEntry("oracle/jdbc/OracleDriver.class"));
            zip.write(new byte[] {1, 2, 3});
        }
        List<Drivers.DriverStatus> found = Drivers.in(folder).found();
        assertThat(found)
                .filteredOn(one -> one.problems().getFirst().code().equals("undescribed"))
                .extracting(Drivers.DriverStatus::file)
                .satisfiesExactlyInAnyOrder(
                        file -> assertThat(file).startsWith("h2-"),
                        file -> assertThat(file).isEqualTo("torn.jar"));
        assertThat(found)
                .filteredOn(one -> "oracle".equals(one.name()))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.problems()).extracting(Problem::code).containsExactly("driver-broken"));
    }

    private static List<Problem> problems(String yaml) throws Exception {
        return Drivers.in(new DriverFolder()
                        .with("org.h2.Driver")
                        .describedBy("own.yaml", yaml)
                        .path())
                .found()
                .stream()
                .filter(found -> found.file().equals("own.yaml"))
                .findFirst()
                .orElseThrow()
                .problems();
    }
}
