package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuguan.server.audit.AuditChain;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/// Every home that an earlier version wrote starts with this one and holds what it held: migrations are only
/// added, never changed.
class OlderHomesTest {
    @TempDir
    Path home;

    static List<String> versions() throws IOException {
        try (Stream<Path> folders = Files.list(OlderHomes.FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void anOlderHomeStartsAndHoldsWhatItHeld(String version) {
        String database = FreshDatabase.create("older");
        OlderHomes.read(database, version);
        try (var server = SeparateServer.start(new String[] {database, home.toString()})) {
            assertThat(OlderHomes.changedMigrations(database, version)).isEmpty();
            assertThat(server.getBean(AuditChain.class).verify().broken()).isEmpty();
            assertThat(server.getBean(AuditChain.class).verify().entries()).isGreaterThan(10);

            int port = ((WebServerApplicationContext) server).getWebServer().getPort();
            Visitor cdo = new Visitor(port).signIn("gaj.cdo", "Duanyan-2026!");
            assertThat(cdo.reads("/api/todos").get("items")).isNotEmpty();
            assertThat(cdo.reads("/api/catalog/entries").get("items")).isNotEmpty();
            Visitor steward = new Visitor(port).signIn("hjj.steward", "Duanyan-2026!");
            JsonNode sources = steward.reads("/api/census/sources").get("items");
            assertThat(sources).isNotEmpty();
            assertThat(steward.reads("/api/census/runs").get("items")).isNotEmpty();
        }
    }

    /// Keeps the database of a home of this version as text: before a release, with `-Dhome.write=<version>
    /// -Dhome.of=<JDBC address>`.
    @Test
    void keepThisVersionsHome() {
        assumeThat(System.getProperty("home.write")).isNotNull();
        OlderHomes.write(System.getProperty("home.of"), System.getProperty("home.write"));
    }
}
