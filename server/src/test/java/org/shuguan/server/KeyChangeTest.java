package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.platform.SecretKeys;
import org.shuguan.server.platform.Secrets;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A node that gets a new key goes on with all that was stored and recorded with the old one.
class KeyChangeTest {
    private static final UUID SOURCE = UUID.randomUUID();
    private static final String KEYED = "select count(*) from audit.entry where action = 'audit.change-key'";

    @TempDir
    Path home;

    @Test
    void storedSecretsAreEncryptedAgainAndTheRecordIsProvedByBothKeys() {
        String database = FreshDatabase.create("keys");
        long before;
        try (var server = started(database, "first", "")) {
            var jdbc = server.getBean(JdbcClient.class);
            jdbc.sql("""
                            insert into census.source (id, unit, name, kind, host, port, database_name, user_name, secret)
                            values (:id, '441200', '钥', 'postgresql', 'db.invalid', 5432, 'd', 'u', :secret)
                            """)
                    .param("id", SOURCE)
                    .param("secret", server.getBean(Secrets.class).seal("Duanyan-2026!", SOURCE.toString()))
                    .update();
            before = server.getBean(AuditChain.class).verify().entries();
            assertThat(before).isPositive();
            assertThat(count(jdbc)).isZero();
        }
        for (int start = 0; start < 2; start++) {
            try (var server = started(database, "second", "first")) {
                var jdbc = server.getBean(JdbcClient.class);
                assertThat(count(jdbc)).isEqualTo(1);
                assertThat(jdbc.sql("select facts from audit.entry where action = 'audit.change-key'")
                                .query(String.class)
                                .single())
                        .contains("\"sources\":1")
                        .doesNotContain("unreadable");
                byte[] sealed = jdbc.sql("select secret from census.source where id = :id")
                        .param("id", SOURCE)
                        .query(byte[].class)
                        .single();
                assertThat(new Secrets(new SecretKeys("second", List.of())).open(sealed, SOURCE.toString()))
                        .isEqualTo("Duanyan-2026!");
                AuditChain.Verdict verdict = server.getBean(AuditChain.class).verify();
                assertThat(verdict.broken()).isEmpty();
                assertThat(verdict.lastByEarlierKey()).isEqualTo(before);
                assertThat(verdict.entries()).isGreaterThan(before);
            }
        }
        try (var server = started(database, "second", "")) {
            assertThat(server.getBean(AuditChain.class).verify().broken())
                    .hasValueSatisfying(broken -> assertThat(broken.kind()).isEqualTo(AuditChain.Break.Kind.CHANGED));
        }
    }

    private static long count(JdbcClient jdbc) {
        return jdbc.sql(KEYED).query(Long.class).single();
    }

    private ConfigurableApplicationContext started(String database, String key, String earlier) {
        return SeparateServer.start(new String[] {
            database, home.toString(), "--shuguan.secret-key=" + key, "--shuguan.earlier-secret-keys=" + earlier
        });
    }
}
