package org.shuguan.server.census;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The city's words, and the columns that were found with a word in their name or comment.
@Repository
class WordRecords {
    /// @param word as it is compared, see [org.shuguan.dataplane.detect.CityWord#written]
    /// @param type word of a [org.shuguan.dataplane.detect.DataType], null for none
    record Word(UUID id, String word, @Nullable String type, String addedBy, OfficerId addedById, Instant addedAt) {}

    /// A column of the newest census of a source.
    ///
    /// @param type the type that was recognised, null for none
    /// @param empty whether it had no values, so that its name alone says what it holds
    /// @param values its frequent values, or the least and greatest, if they were asked for and are not masked
    record Column(
            UnitCode unit,
            String path,
            String column,
            @Nullable String comment,
            @Nullable String type,
            boolean empty,
            List<String> values) {}

    private static final String SELECT = "select id, word, type, added_by, added_by_id, added_at from census.word";

    private final JdbcClient jdbc;

    WordRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Word> all() {
        return jdbc.sql(SELECT).query(Rows.to(Word.class)).list();
    }

    Optional<Word> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Word.class))
                .optional();
    }

    Listing<Word> list(ListQuery query) {
        String order = WordController.COLUMNS.order(query, "added_at desc", "id");
        return PagedQuery.of(jdbc, SELECT + " where (word ilike :like or added_by ilike :like)")
                .page(query, order, Rows.to(Word.class));
    }

    /// @return false if the city has this word
    boolean add(Word word) {
        try {
            jdbc.sql("""
                            insert into census.word (id, word, type, added_by, added_by_id, added_at)
                            values (:id, :word, :type, :addedBy, :addedById, :addedAt)
                            """).params(Rows.of(word)).update();
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    void remove(UUID id) {
        jdbc.sql("delete from census.word where id = :id").param("id", id).update();
    }

    /// The columns of the newest censuses whose name or comment contains the word.
    ///
    /// @param word as it is compared
    List<Column> columnsWith(String word) {
        return jdbc.sql(columns("'{}'::text[]", """
                           and (strpos(replace(lower(c.column ->> 'comment'), ' ', ''), :word) > 0
                             or strpos(regexp_replace(lower(c.column ->> 'name'), '[^a-z0-9\u4e00-\u9fff]', '', 'g'), :word) > 0)
                        """))
                .param("word", word)
                .query(Rows.to(Column.class))
                .list();
    }

    /// All columns of the newest censuses with their frequent values, or the least and greatest of
    /// those whose values all differ.
    List<Column> columnsWithValues() {
        return jdbc.sql(columns("""
                        case when k.found ->> 'personal' is not null then '{}'
                             when jsonb_array_length(p.profile -> 'top') = 0
                             then array_remove(array[p.profile ->> 'min', p.profile ->> 'max'], null)
                             else array(select jsonb_array_elements(p.profile -> 'top') ->> 'value') end""", "")).query(Rows.to(Column.class)).list();
    }

    private static String columns(String values, String condition) {
        return """
                with newest as (
                    select distinct on (source) id, unit from census.run
                     where completed_at is not null order by source, completed_at desc, id)
                select n.unit, t.path, c.column ->> 'name' as "column", c.column ->> 'comment' as comment,
                       case when (k.found ->> 'asserted')::boolean
                            then k.found -> 'findings' -> 0 ->> 'type' end as type,
                       (p.profile ->> 'rows')::bigint = (p.profile ->> 'nulls')::bigint as empty,
                       %s as "values"
                  from newest n
                  join census.found_table t on t.run = n.id and t.problem is null
                 cross join lateral jsonb_array_elements(t.result -> 'table' -> 'columns') with ordinality as c ("column", place)
                 cross join lateral (select t.result -> 'profile' -> 'columns' -> (c.place - 1)::int as profile) p
                 cross join lateral (select t.result -> 'classifications' -> (c.place - 1)::int as found) k
                 where jsonb_typeof(p.profile) = 'object'
                 %s
                 order by n.unit, t.path, c.place
                """.formatted(values, condition);
    }

    /// Removes the words of a type.
    void removeOf(DataType type) {
        jdbc.sql("delete from census.word where type = :type")
                .param("type", type.word())
                .update();
    }
}
