package org.shuguan.server.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Rules over HTTP. Every official may read them; the bureau may change them.
@RestController
@Transactional
@RequestMapping("/api/settings")
class SettingsController {
    /// A rule with its value today.
    ///
    /// @param group name of the module's group of rules
    /// @param byDefault whether the value is the default
    /// @param validFrom since when it applies, null if from the beginning
    /// @param next the next change to come into force
    record RuleRow(
            String key,
            String module,
            String group,
            String name,
            String why,
            Kind kind,
            RuleValue value,
            boolean byDefault,
            String source,
            @Nullable String article,
            Mark mark,
            @Nullable LocalDate validFrom,
            @Nullable Upcoming next) {}

    record Upcoming(RuleValue value, LocalDate validFrom) {}

    /// The status of a change today.
    enum Standing {
        IN_FORCE,
        TO_COME,
        /// replaced by another change
        SUPERSEDED,
        UNDONE;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    record HistoryRow(
            UUID id,
            Standing standing,
            RuleValue value,
            String source,
            @Nullable String article,
            Mark mark,
            LocalDate validFrom,
            String reason,
            String changedByName,
            Instant changedAt,
            @Nullable String undoneByName,
            @Nullable Instant undoneAt) {}

    /// The module's declaration.
    record Declared(
            RuleValue value,
            String source,
            @Nullable String article,
            Mark mark,
            @Nullable LocalDate validFrom,
            int least,
            int most) {}

    /// @param version must be sent with a change
    record RulePage(RuleRow row, Declared declared, List<HistoryRow> history, long version, boolean mayEdit) {}

    record Group(String module, String name) {}

    private static final ListColumns<RuleRow> COLUMNS = ListColumns.<RuleRow>titled("settings.column.")
            .column("group", RuleRow::group)
            .column("name", RuleRow::name)
            .column("value", row -> cell(row.value()))
            .word("kind", "settings.kind.", row -> row.kind().word())
            .column("source", RuleRow::source)
            .column("article", RuleRow::article)
            .word("mark", "settings.mark.", row -> row.mark().word())
            .column("validFrom", RuleRow::validFrom)
            .column("next", row -> row.next() == null ? null : cell(row.next().value()))
            .column("next-from", row -> row.next() == null ? null : row.next().validFrom())
            .column("why", RuleRow::why)
            .column("key", RuleRow::key)
            .sorted("group", RuleRow::module)
            .sorted("name", RuleRow::name)
            .sorted("source", RuleRow::source)
            .sorted("mark", RuleRow::mark)
            // What holds from the beginning comes before every day.
            .sorted("validFrom", row -> row.validFrom() == null ? LocalDate.MIN : row.validFrom())
            .filter("mark", Mark.values());

    private final Rules rules;
    private final Settings settings;
    private final SettingsAdministration administration;
    private final RuleEditors editors;
    private final Texts texts;

    SettingsController(
            Rules rules, Settings settings, SettingsAdministration administration, RuleEditors editors, Texts texts) {
        this.rules = rules;
        this.settings = settings;
        this.administration = administration;
        this.editors = editors;
        this.texts = texts;
    }

    /// @param module only rules of this module
    /// @param mark only rules whose value has this mark
    @GetMapping
    @Transactional(readOnly = true)
    Listing<RuleRow> list(
            @RequestParam @Nullable String module,
            @RequestParam @Nullable String mark,
            @ParameterObject ListQuery query) {
        String ofModule = ListColumns.choice("module", module, modules());
        String marked = COLUMNS.chosen("mark", mark);
        List<RuleRow> found = rules.all().stream()
                .map(rule -> row(rule, settings.changes(rule.key())))
                .filter(row -> ofModule == null || row.module().equals(ofModule))
                .filter(row -> marked == null || row.mark().word().equals(marked))
                .filter(row -> matches(row, query.q()))
                .toList();
        return COLUMNS.page(found, query, Comparator.comparing(RuleRow::module).thenComparing(RuleRow::key));
    }

    /// The modules that have rules.
    @GetMapping("/groups")
    @Transactional(readOnly = true)
    List<Group> groups() {
        return modules().stream()
                .map(module -> new Group(module, texts.say("rules." + module)))
                .toList();
    }

    private List<String> modules() {
        return rules.all().stream().map(Rule::module).distinct().sorted().toList();
    }

    @GetMapping("/export.{format}")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String module,
            @RequestParam @Nullable String mark,
            @ParameterObject ListQuery query) {
        return COLUMNS.download(format, texts.say("settings.list"), query, page -> list(module, mark, page), texts);
    }

    @GetMapping("/{key}")
    @Transactional(readOnly = true)
    RulePage one(@PathVariable String key) {
        Rule rule = Optional.ofNullable(rules.find(key)).orElseThrow(NotFound::new);
        List<RuleChange> history = administration.history(rule);
        return new RulePage(
                row(rule, history),
                new Declared(
                        rule.value(),
                        sourceOf(rule),
                        rule.article(),
                        rule.mark(),
                        rule.validFrom(),
                        rule.least(),
                        rule.most()),
                history.stream().map(change -> row(change, history)).toList(),
                SettingsAdministration.version(history),
                editors.mayEdit(rule.module()));
    }

    @PostMapping("/{key}/changes")
    RulePage change(@PathVariable String key, @RequestBody SettingsAdministration.Wanted wanted) {
        administration.change(key, wanted, editors.editor(moduleOf(key)));
        return one(key);
    }

    /// Undoes a change before its day.
    @DeleteMapping("/{key}/changes/{id}")
    RulePage undo(@PathVariable String key, @PathVariable UUID id) {
        administration.undo(key, id, editors.editor(moduleOf(key)));
        return one(key);
    }

    /// An unknown rule is refused after the permission: it has the module of its name.
    private static String moduleOf(String key) {
        return key.substring(0, Math.max(0, key.indexOf('.')));
    }

    private RuleRow row(Rule rule, List<RuleChange> history) {
        Optional<RuleChange> set = Settings.inForce(history, settings.today());
        return new RuleRow(
                rule.key(),
                rule.module(),
                texts.say("rules." + rule.module()),
                texts.say("rule." + rule.key()),
                texts.say("rule." + rule.key() + ".why"),
                rule.kind(),
                set.map(RuleChange::value).orElse(rule.value()),
                set.isEmpty(),
                set.map(RuleChange::source).orElseGet(() -> sourceOf(rule)),
                set.isPresent() ? set.get().article() : rule.article(),
                set.map(RuleChange::mark).orElse(rule.mark()),
                set.isPresent() ? set.get().validFrom() : rule.validFrom(),
                next(history));
    }

    private @Nullable Upcoming next(List<RuleChange> history) {
        return history.stream()
                .filter(change -> standing(change, history) == Standing.TO_COME)
                .min(Comparator.comparing(RuleChange::validFrom))
                .map(change -> new Upcoming(change.value(), change.validFrom()))
                .orElse(null);
    }

    private HistoryRow row(RuleChange change, List<RuleChange> history) {
        return new HistoryRow(
                change.id(),
                standing(change, history),
                change.value(),
                change.source(),
                change.article(),
                change.mark(),
                change.validFrom(),
                change.reason(),
                change.changedByName(),
                change.changedAt(),
                change.undoneByName(),
                change.undoneAt());
    }

    private Standing standing(RuleChange change, List<RuleChange> history) {
        if (change.isUndone()) {
            return Standing.UNDONE;
        }
        LocalDate today = settings.today();
        boolean ahead = change.validFrom().isAfter(today);
        boolean prevails = Settings.inForce(history, ahead ? change.validFrom() : today)
                .filter(change::equals)
                .isPresent();
        return prevails ? ahead ? Standing.TO_COME : Standing.IN_FORCE : Standing.SUPERSEDED;
    }

    private String sourceOf(Rule rule) {
        return texts.say("source." + rule.source());
    }

    private static boolean matches(RuleRow row, @Nullable String q) {
        if (q == null || q.isBlank()) {
            return true;
        }
        String words = q.strip().toLowerCase(Locale.ROOT);
        return Stream.of(row.key(), row.group(), row.name(), row.why(), row.source())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
    }

    private static Object cell(RuleValue value) {
        return value.number() == null ? value.toString() : value.number();
    }
}
