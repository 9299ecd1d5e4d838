package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.dataplane.source.Source;

/// Connections to a server that supports TLS, and to one that supports only outdated versions. For one without TLS
/// see [MariadbCensusTest].
class MariadbEncryptionTest {
    @TempDir
    Path folder;

    @Test
    void rowsAreEncryptedOnTheirWayWhereTheServerCan() throws Exception {
        assertThat(cipher("TLSv1.2")).contains("GCM");
    }

    @Test
    void aServerThatSpeaksOutdatedTlsAloneIsReadAllTheSame() throws Exception {
        assertThat(cipher("TLSv1.0")).isEmpty();
    }

    /// The server's status of the connection that read its table.
    private String cipher(String tls) throws Exception {
        assumeTrue(MariadbServer.isThere(), "needs Debian's mariadb-server");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "needs openssl for a certificate");
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        MariadbServer.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=nobody",
                "-days",
                "2",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        try (MariadbServer server =
                MariadbServer.start("--ssl-key=" + key, "--ssl-cert=" + certificate, "--tls-version=" + tls)) {
            try (Connection root = server.connected();
                    var statement = root.createStatement()) {
                statement.execute("create database wire");
                statement.execute("create view wire.tap as select variable_value as cipher"
                        + " from information_schema.session_status where variable_name = 'Ssl_cipher'");
                statement.execute("create user reader@localhost identified by 'reader'");
                statement.execute("grant select on wire.* to reader@localhost");
            }
            InOrder results = new InOrder();
            new SourceCensus(
                            new Source.Database(
                                    Source.Kind.MYSQL,
                                    "127.0.0.1",
                                    server.port(),
                                    "wire",
                                    List.of(),
                                    "reader",
                                    "reader",
                                    Source.Limits.DEFAULT),
                            0)
                    .run(Set.of(), results);
            TableResult tap = results.tables().getFirst();
            assertThat(tap.problem()).isNull();
            return String.valueOf(tap.profile().columns().getFirst().max());
        }
    }
}
