package org.shuguan.server.institution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Officers {
    private final JdbcClient jdbc;

    Officers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Officer officer) {
        jdbc.sql("insert into institution.officer (id, name) values (:id, :name)")
                .param("id", officer.id().value())
                .param("name", officer.name())
                .update();
    }

    Optional<Officer> find(OfficerId id) {
        return jdbc.sql("select id, name from institution.officer where id = :id")
                .param("id", id.value())
                .query(Rows.to(Officer.class))
                .optional();
    }

    List<Officer> of(Collection<OfficerId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select id, name from institution.officer where id in (:ids)")
                        .param("ids", ids.stream().map(OfficerId::value).toList())
                        .query(Rows.to(Officer.class))
                        .list();
    }

    List<Officer> all() {
        return jdbc.sql("select id, name from institution.officer order by name, id")
                .query(Rows.to(Officer.class))
                .list();
    }

    /// @param like a pattern for `ilike`
    List<OfficerId> idsNamed(String like) {
        return jdbc.sql("select id from institution.officer where name ilike :like")
                .param("like", like)
                .query((row, n) -> new OfficerId(row.getObject("id", UUID.class)))
                .list();
    }

    Listing<Officer> named(ListQuery query, String order) {
        return PagedQuery.of(jdbc, "select id, name from institution.officer where name ilike :like")
                .page(query, order, Rows.to(Officer.class));
    }
}
