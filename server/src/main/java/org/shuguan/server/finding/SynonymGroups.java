package org.shuguan.server.finding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SynonymGroups {
    record Group(UUID id, List<String> words, Instant addedAt, String addedBy) {}

    private final JdbcClient jdbc;

    SynonymGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Group> all() {
        return jdbc.sql("select id, words, added_at, added_by from finding.synonym order by added_at desc, id")
                .query(Rows.to(Group.class))
                .list();
    }

    void add(Group group) {
        jdbc.sql("insert into finding.synonym (id, words, added_at, added_by) values (:id, :words, :addedAt, :addedBy)")
                .params(Rows.of(group))
                .update();
    }

    /// Whether it was there.
    boolean remove(UUID id) {
        return jdbc.sql("delete from finding.synonym where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }
}
