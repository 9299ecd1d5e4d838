package org.shuguan.server.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.ItemMasks;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Rules of an entry.
@RestController
@RequestMapping("/api/quality")
class RuleController {
    /// What the newest examination found.
    ///
    /// @param problem why the rule could not be carried out, as a sentence
    record Result(
            UUID run,
            @Nullable Long applicable,
            @Nullable Long failed,
            boolean broken,
            @Nullable String problem) {}

    /// A rule as people see it.
    ///
    /// @param sentence what it requires
    /// @param may what the reader may do: `change`, `remove`, `approve`, `end`
    record RuleView(
            UUID id,
            RuleKind kind,
            Dimension dimension,
            String sentence,
            Terms terms,
            @Nullable String remark,
            int weight,
            double tolerance,
            boolean holds,
            boolean suggested,
            QualityRule.State state,
            @Nullable UUID replaces,
            String draftedBy,
            Instant draftedAt,
            @Nullable String returnedBecause,
            @Nullable String approvedBy,
            @Nullable Instant approvedAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            @Nullable String endedBecause,
            @Nullable Result result,
            List<String> may) {}

    /// A rule that is suggested.
    record SuggestionView(UUID id, RuleKind kind, Dimension dimension, String sentence, int weight, boolean holds) {}

    /// A column for the form.
    ///
    /// @param type the guide's letter
    record ItemView(String column, String title, @Nullable String type) {}

    /// All rules of an entry.
    ///
    /// @param may what the reader may do: `draft`, `offer`, `approve`
    record RulesView(
            UUID entry,
            String title,
            List<RuleView> rules,
            List<SuggestionView> suggestions,
            List<ItemView> items,
            List<String> may) {}

    /// @param ids null for all
    record Chosen(@Nullable Set<UUID> ids, @Nullable String reason) {}

    record Reason(@Nullable String reason) {}

    record Count(int count) {}

    record Made(UUID id) {}

    private final RuleBook book;
    private final KeptRules rules;
    private final RuleTexts texts;
    private final RuleSuggestions suggestions;
    private final QualityRuns runs;
    private final QualityAccess access;
    private final CollectedData data;
    private final RunTexts runTexts;

    RuleController(
            RuleBook book,
            KeptRules rules,
            RuleTexts texts,
            RuleSuggestions suggestions,
            QualityRuns runs,
            QualityAccess access,
            CollectedData data,
            RunTexts runTexts) {
        this.book = book;
        this.rules = rules;
        this.texts = texts;
        this.suggestions = suggestions;
        this.runs = runs;
        this.access = access;
        this.data = data;
        this.runTexts = runTexts;
    }

    @GetMapping("/entries/{entry}/rules")
    RulesView rules(@PathVariable UUID entry, Actor actor) {
        CollectedData.Collected of = access.listed(actor, entry);
        ItemMasks titles = data.masks(entry);
        boolean manages = access.manages(actor, of.unit());
        List<QualityRule> all = rules.of(entry);
        QualityRun last = runs.newestEnded(List.of(entry)).get(entry);
        Map<UUID, QualityRuns.Found> found = last == null
                ? Map.of()
                : runs.rules(last.id()).stream()
                        .collect(Collectors.toMap(QualityRuns.Found::rule, Function.identity()));
        List<String> may = new ArrayList<>();
        if (manages) {
            may.add("draft");
            if (all.stream().anyMatch(rule -> rule.state() == QualityRule.State.DRAFT)) {
                may.add("offer");
            }
        }
        if (all.stream().anyMatch(rule -> rule.state() == QualityRule.State.OFFERED && book.mayApprove(rule, actor))) {
            may.add("approve");
        }
        return new RulesView(
                entry,
                of.title(),
                all.stream()
                        .map(rule -> view(rule, found.get(rule.id()), titles, manages, actor))
                        .toList(),
                manages ? suggested(of, titles) : List.of(),
                data.content(entry).items().stream()
                        .filter(item -> item.physicalName() != null)
                        .map(item ->
                                new ItemView(Objects.requireNonNull(item.physicalName()), item.name(), item.type()))
                        .toList(),
                may);
    }

    private List<SuggestionView> suggested(CollectedData.Collected of, ItemMasks titles) {
        return suggestions.of(of).stream()
                .map(form -> new SuggestionView(
                        RuleSuggestions.id(of.entry(), form),
                        form.kind(),
                        form.dimensionOfKind(),
                        texts.sentence(form.kind(), form.terms(), titles::title),
                        form.weightOrUsual(),
                        form.holds()))
                .toList();
    }

    private RuleView view(
            QualityRule rule, QualityRuns.@Nullable Found found, ItemMasks titles, boolean manages, Actor actor) {
        List<String> may = new ArrayList<>();
        switch (rule.state()) {
            case DRAFT -> {
                if (manages) {
                    may.addAll(List.of("change", "remove"));
                }
            }
            case OFFERED -> {
                if (manages) {
                    may.add("remove");
                }
                if (book.mayApprove(rule, actor)) {
                    may.add("approve");
                }
            }
            case IN_FORCE -> {
                if (manages) {
                    may.add("change");
                }
                if (access.approves(actor, rule.unit())) {
                    may.add("end");
                }
            }
            case ENDED -> {
                // It stays as it was.
            }
        }
        Terms terms = rules.terms(rule);
        return new RuleView(
                rule.id(),
                rule.kind(),
                rule.dimension(),
                texts.sentence(rule.kind(), terms, titles::title),
                terms,
                rule.remark(),
                rule.weight(),
                rule.tolerance(),
                rule.holds(),
                rule.suggested(),
                rule.state(),
                rule.replaces(),
                rule.draftedBy(),
                rule.draftedAt(),
                rule.returnedBecause(),
                rule.approvedBy(),
                rule.approvedAt(),
                rule.endedBy(),
                rule.endedAt(),
                rule.endedBecause(),
                found == null
                        ? null
                        : new Result(
                                found.run(),
                                found.applicable(),
                                found.failed(),
                                RunTexts.isBroken(rule, found),
                                runTexts.problem(found)),
                may);
    }

    @PostMapping("/entries/{entry}/rules")
    Made draft(@PathVariable UUID entry, @RequestBody RuleForm form, Actor actor) {
        return new Made(book.draft(entry, form, actor));
    }

    /// Drafts suggested rules.
    @PostMapping("/entries/{entry}/suggestions")
    Count accept(@PathVariable UUID entry, @RequestBody Chosen chosen, Actor actor) {
        return new Count(book.accept(entry, chosen.ids(), actor));
    }

    @PostMapping("/entries/{entry}/offer")
    Count offer(@PathVariable UUID entry, Actor actor) {
        return new Count(book.offer(entry, actor));
    }

    @PostMapping("/entries/{entry}/approve")
    Count approve(@PathVariable UUID entry, @RequestBody Chosen chosen, Actor actor) {
        return new Count(book.approve(entry, chosen.ids(), actor));
    }

    @PostMapping("/entries/{entry}/return")
    Count sendBack(@PathVariable UUID entry, @RequestBody Chosen chosen, Actor actor) {
        return new Count(book.sendBack(entry, chosen.ids(), chosen.reason() == null ? "" : chosen.reason(), actor));
    }

    @PutMapping("/rules/{rule}")
    void change(@PathVariable UUID rule, @RequestBody RuleForm form, Actor actor) {
        book.change(rule, form, actor);
    }

    @DeleteMapping("/rules/{rule}")
    void remove(@PathVariable UUID rule, Actor actor) {
        book.remove(rule, actor);
    }

    @PostMapping("/rules/{rule}/end")
    void end(@PathVariable UUID rule, @RequestBody Reason reason, Actor actor) {
        book.end(rule, reason.reason() == null ? "" : reason.reason(), actor);
    }
}
