package org.shuguan.server.authority;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.LinkEvidence;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What decisions on authoritative sources tell of the chain: that the same data of two units were brought together,
/// one
/// of them being the source.
@Component
class AuthorityLinks implements LinkEvidence {
    private record Table(String source, String path) {}

    private final JdbcClient jdbc;
    private final EntryDirectory directory;

    AuthorityLinks(JdbcClient jdbc, EntryDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    @Override
    public ChainLink link() {
        return ChainLink.INTEGRATION;
    }

    @Override
    public Map<UUID, Fact> of(Collection<UUID> entries) {
        Map<Table, Fact> decided = new HashMap<>();
        jdbc.sql("""
                        select source::text as source, path, other_source::text as other_source, other_path, number,
                               decided_at, '/office/authority/' || id as page
                          from authority.question where state = 'named' order by decided_at desc
                        """)
                .query((row, n) -> {
                    Fact fact = new Fact(
                            row.getTimestamp("decided_at").toInstant(),
                            Map.of("number", row.getString("number")),
                            row.getString("page"));
                    decided.put(new Table(row.getString("source"), row.getString("path")), fact);
                    decided.put(new Table(row.getString("other_source"), row.getString("other_path")), fact);
                    return fact;
                })
                .list();
        Map<UUID, Fact> found = new HashMap<>();
        if (!decided.isEmpty()) {
            directory.mounts(entries).forEach((entry, mount) -> {
                Fact fact = decided.get(table(mount));
                if (fact != null) {
                    found.put(entry, fact);
                }
            });
        }
        return found;
    }

    private static Table table(Content.Mount mount) {
        return new Table(mount.source().toString(), mount.path());
    }
}
