package org.shuguan.server.settings;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Changes rules. A change applies from a day on, today at the earliest: earlier decisions are not affected.
@Service
@Transactional
public class SettingsAdministration {
    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_REASON = 1000;
    private static final int YEARS_AHEAD = 10;

    /// A requested change.
    ///
    /// @param source the document that requires the value, with `article` for the place in it
    /// @param version the version of the rule that the user saw: increases by one with each change and each undo
    public record Wanted(
            @Nullable RuleValue value,
            @Nullable String source,
            @Nullable String article,
            @Nullable Mark mark,
            @Nullable LocalDate validFrom,
            @Nullable String reason,
            @Nullable Long version) {}

    private final Rules rules;
    private final RuleChanges changes;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SettingsAdministration(
            Rules rules, RuleChanges changes, Settings settings, ApplicationEventPublisher events, Clock clock) {
        this.rules = rules;
        this.changes = changes;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /// Sets a rule's value from a day on.
    ///
    /// @throws NotFound if no module declares the rule
    public void change(String key, Wanted wanted, RuleEditors.Editor by) {
        Rule rule = rule(key);
        check(rule, wanted);
        changes.begin();
        List<RuleChange> former = changes.of(key);
        if (version(former) != Objects.requireNonNullElse(wanted.version(), -1L)) {
            throw new ChangedMeanwhile(version(former));
        }
        LocalDate from = Objects.requireNonNull(wanted.validFrom());
        var change = new RuleChange(
                UUID.randomUUID(),
                0,
                key,
                Objects.requireNonNull(wanted.value()),
                words(wanted.source()),
                words(wanted.article()).isEmpty() ? null : words(wanted.article()),
                Objects.requireNonNull(wanted.mark()),
                from,
                words(wanted.reason()),
                by.officer(),
                by.name(),
                clock.instant(),
                null,
                null,
                null);
        changes.add(change);
        events.publishEvent(new RuleChanged("settings.change", change, valueOn(rule, former, from)));
    }

    /// Whether the rule was never changed.
    @Transactional(readOnly = true)
    public boolean isUntouched(String key) {
        return changes.of(key).isEmpty();
    }

    /// Undoes a change before its day.
    ///
    /// @throws AlreadyInForce if it is in force, or was undone before
    public void undo(String key, UUID id, RuleEditors.Editor by) {
        Rule rule = rule(key);
        changes.begin();
        RuleChange change =
                changes.find(id).filter(found -> found.key().equals(key)).orElseThrow(NotFound::new);
        if (!change.validFrom().isAfter(settings.today())
                || !changes.undo(id, clock.instant(), by.officer(), by.name())) {
            throw new AlreadyInForce(change);
        }
        events.publishEvent(
                new RuleChanged("settings.undo", change, valueOn(rule, changes.of(key), change.validFrom())));
    }

    /// All stored changes of a rule, in order of precedence.
    @Transactional(readOnly = true)
    List<RuleChange> history(Rule rule) {
        return changes.of(rule.key());
    }

    static long version(List<RuleChange> history) {
        return history.size() + history.stream().filter(RuleChange::isUndone).count();
    }

    private Rule rule(String key) {
        return Optional.ofNullable(rules.find(key)).orElseThrow(NotFound::new);
    }

    private static RuleValue valueOn(Rule rule, List<RuleChange> history, LocalDate day) {
        return Settings.inForce(history, day).map(RuleChange::value).orElse(rule.value());
    }

    private void check(Rule rule, Wanted wanted) {
        LocalDate today = settings.today();
        LocalDate from = wanted.validFrom();
        var check = new InvalidInput.Check();
        rule.check(wanted.value(), check);
        check.that(
                        wanted.value() == null
                                || check.failed()
                                || wanted.value().isOf(rule.kind()),
                        "value",
                        "setting-kind")
                .that(!words(wanted.source()).isEmpty(), "source", "required")
                .that(words(wanted.source()).length() <= LONGEST_SOURCE, "source", "too-long", most(LONGEST_SOURCE))
                .that(words(wanted.article()).length() <= LONGEST_SOURCE, "article", "too-long", most(LONGEST_SOURCE))
                .that(wanted.mark() != null, "mark", "required")
                .that(from != null, "validFrom", "required")
                .that(from == null || !from.isBefore(today), "validFrom", "day-past")
                .that(
                        from == null || !from.isAfter(today.plusYears(YEARS_AHEAD)),
                        "validFrom",
                        "setting-day-far",
                        Map.of("years", YEARS_AHEAD))
                .that(!words(wanted.reason()).isEmpty(), "reason", "required")
                .that(words(wanted.reason()).length() <= LONGEST_REASON, "reason", "too-long", most(LONGEST_REASON))
                .orRefuse();
    }

    private static Map<String, Object> most(int length) {
        return Map.of("max", length);
    }

    private static String words(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
