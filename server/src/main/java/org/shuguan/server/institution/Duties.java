package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.PagedQuery;
import org.shuguan.server.platform.Rows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The duties of each role: their text, source document and period of validity.
@Service
@Transactional
public class Duties {
    /// What is shown of a duty.
    public static final ListColumns<Duty> COLUMNS = ListColumns.<Duty>titled("duty.column.")
            .word("role", "role.", duty -> duty.role().word(), "role")
            .column("text", Duty::text, "text")
            .column("source", Duty::source, "source")
            .column("article", Duty::article)
            .word("mark", "settings.mark.", duty -> duty.mark().word())
            .column("validFrom", Duty::validFrom, "valid_from")
            .column("to", Duty::validTo)
            .filter("role", Role.values());

    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_SOURCE = 200;
    private static final String SELECT = """
            select id, role, position, text, source, article, mark, valid_from, valid_to, version
              from institution.duty
            """;
    private static final String FOUND = """
             where (cast(:role as text) is null or role = :role)
               and (cast(:day as date) is null or :day between valid_from and coalesce(valid_to, 'infinity'))
               and (text ilike :like or source ilike :like or article ilike :like)
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Duties(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /// All duties in force on a day, ordered by role and position.
    @Transactional(readOnly = true)
    public List<Duty> on(LocalDate day) {
        return jdbc.sql(SELECT + " where :day between valid_from and coalesce(valid_to, 'infinity')"
                        + " order by role, position, valid_from, id")
                .param("day", day)
                .query(Rows.to(Duty.class))
                .list();
    }

    /// @param role word of a role; null for all roles
    /// @param day returns the duties in force on it; null for all duties ever recorded
    @Transactional(readOnly = true)
    public Listing<Duty> list(@Nullable String role, @Nullable LocalDate day, ListQuery query) {
        String order = COLUMNS.order(query, "role, position, valid_from", "id");
        return PagedQuery.of(jdbc, SELECT + FOUND)
                .with("role", COLUMNS.chosen("role", role))
                .with("day", day)
                .page(query, order, Rows.to(Duty.class));
    }

    @Transactional(readOnly = true)
    public Optional<Duty> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Rows.to(Duty.class))
                .optional();
    }

    /// Records a duty.
    public Duty add(Duty duty) {
        check(duty);
        jdbc.sql("""
                        insert into institution.duty
                               (id, role, position, text, source, article, mark, valid_from, valid_to, version)
                        values (:id, :role, :position, :text, :source, :article, :mark, :validFrom, :validTo, :version)
                        """).params(Rows.of(duty)).update();
        events.publishEvent(new DutyChanged("institution.add-duty", duty));
        return duty;
    }

    /// Changes a duty; setting [Duty#validTo] ends it.
    ///
    /// @param duty with the version that the user saw
    public Duty change(Duty duty) {
        check(duty);
        Duty former = find(duty.id()).orElseThrow(NotFound::new);
        int changed = jdbc.sql("""
                        update institution.duty
                           set role = :role, position = :position, text = :text, source = :source, article = :article,
                               mark = :mark, valid_from = :validFrom, valid_to = :validTo, version = version + 1
                         where id = :id and version = :version
                        """).params(Rows.of(duty)).update();
        if (changed == 0) {
            throw new ChangedMeanwhile(former.version());
        }
        events.publishEvent(new DutyChanged("institution.change-duty", duty));
        return find(duty.id()).orElseThrow();
    }

    private static void check(Duty duty) {
        String article = duty.article() == null ? "" : duty.article();
        LocalDate to = duty.validTo();
        new InvalidInput.Check()
                .that(!duty.text().isBlank(), "text", "required")
                .that(duty.text().length() <= LONGEST_TEXT, "text", "too-long", Map.of("max", LONGEST_TEXT))
                .that(!duty.source().isBlank(), "source", "required")
                .that(duty.source().length() <= LONGEST_SOURCE, "source", "too-long", Map.of("max", LONGEST_SOURCE))
                .that(article.length() <= LONGEST_SOURCE, "article", "too-long", Map.of("max", LONGEST_SOURCE))
                .that(to == null || !to.isBefore(duty.validFrom()), "validTo", "ends-before-it-begins")
                .orRefuse();
    }
}
