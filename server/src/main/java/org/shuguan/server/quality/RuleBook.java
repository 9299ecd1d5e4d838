package org.shuguan.server.quality;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Drafts, approves and ends rules. Who drafted a rule does not approve it, nor does anybody for whom it was drafted.
@Service
@Transactional
public class RuleBook {
    static final String TASK = "quality.approve";
    private static final int LONGEST_REASON = 500;

    private final KeptRules rules;
    private final RuleForms forms;
    private final RuleSuggestions suggestions;
    private final QualityAccess access;
    private final Access rights;
    private final Examining examining;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RuleBook(
            KeptRules rules,
            RuleForms forms,
            RuleSuggestions suggestions,
            QualityAccess access,
            Access rights,
            Examining examining,
            Tasks tasks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rules = rules;
        this.forms = forms;
        this.suggestions = suggestions;
        this.access = access;
        this.rights = rights;
        this.examining = examining;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
    }

    /// Drafts a rule.
    public UUID draft(UUID entry, RuleForm form, Actor actor) {
        CollectedData.Collected of = access.manageable(actor, entry);
        forms.mustFit(of, form, actor);
        return add(of, form, actor);
    }

    /// Drafts suggested rules; those that were not suggested, or are there already, are left out.
    ///
    /// @param ids of the suggestions, null for all
    /// @return number of rules that were drafted
    int accept(UUID entry, @Nullable Set<UUID> ids, Actor actor) {
        CollectedData.Collected of = access.manageable(actor, entry);
        List<RuleForm> chosen = ids == null ? suggestions.of(of) : suggestions.chosen(of, ids);
        chosen.forEach(form -> add(of, form, actor));
        return chosen.size();
    }

    /// Drafts and offers all that is suggested.
    ///
    /// @return number of rules that wait for approval
    public int offerSuggested(UUID entry, Actor actor) {
        accept(entry, null, actor);
        return offer(entry, actor);
    }

    private UUID add(CollectedData.Collected of, RuleForm form, Actor actor) {
        UUID replaces = form.replaces();
        if (replaces != null) {
            QualityRule old = rules.find(replaces).orElseThrow(NotFound::new);
            if (!old.entry().equals(of.entry()) || old.state() != QualityRule.State.IN_FORCE) {
                throw QualityRefused.otherState();
            }
        }
        QualityRule rule = rule(UUID.randomUUID(), of, form, actor);
        try {
            rules.add(rule);
        } catch (DuplicateKeyException twice) {
            throw QualityRefused.changedAlready();
        }
        tell(
                QualityEvent.What.DRAFT,
                of,
                rule,
                actor,
                Map.of("kind", form.kind().word(), "terms", rule.terms()));
        return rule.id();
    }

    private QualityRule rule(UUID id, CollectedData.Collected of, RuleForm form, Actor actor) {
        return new QualityRule(
                id,
                of.entry(),
                of.unit(),
                form.kind(),
                form.dimensionOfKind(),
                rules.written(form.terms()),
                form.remark() == null || form.remark().isBlank()
                        ? null
                        : form.remark().strip(),
                form.weightOrUsual(),
                form.toleranceOrNone(),
                form.holds(),
                form.suggested(),
                QualityRule.State.DRAFT,
                form.replaces(),
                actor.officerName(),
                actor.officer(),
                draftedFor(actor, of.unit()),
                clock.instant(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private @Nullable OfficerId draftedFor(Actor actor, UnitCode unit) {
        return FourEyes.Party.of(actor, rights.capacities(actor, QualityPermission.MANAGE, unit))
                .principal();
    }

    /// Changes a draft.
    void change(UUID id, RuleForm form, Actor actor) {
        QualityRule known = locked(id, actor);
        CollectedData.Collected of = access.manageable(actor, known.entry());
        mustBe(known, QualityRule.State.DRAFT);
        forms.mustFit(of, form, actor);
        QualityRule changed = rule(id, of, form, actor);
        rules.change(changed);
        tell(QualityEvent.What.CHANGE, of, changed, actor, Map.of("terms", changed.terms()));
    }

    /// Removes a rule that was never in force.
    void remove(UUID id, Actor actor) {
        QualityRule known = locked(id, actor);
        CollectedData.Collected of = access.manageable(actor, known.entry());
        if (known.state() != QualityRule.State.DRAFT && known.state() != QualityRule.State.OFFERED) {
            throw QualityRefused.otherState();
        }
        rules.remove(id);
        tell(QualityEvent.What.REMOVE, of, known, actor, Map.of());
        closeIfNothingWaits(of);
    }

    /// Offers all drafts of an entry for approval.
    ///
    /// @return number of rules that wait
    int offer(UUID entry, Actor actor) {
        CollectedData.Collected of = access.manageable(actor, entry);
        List<QualityRule> drafts = rules.of(entry).stream()
                .filter(rule -> rule.state() == QualityRule.State.DRAFT)
                .toList();
        if (drafts.isEmpty()) {
            throw QualityRefused.otherState();
        }
        drafts.forEach(rule -> {
            rules.offer(rule.id());
            tell(QualityEvent.What.OFFER, of, rule, actor, Map.of());
        });
        long waiting = waiting(entry).size();
        tasks.open(new NewTask(
                TASK,
                entry.toString(),
                of.unit(),
                Role.UNIT_CDO,
                Map.of("title", of.title(), "count", Long.toString(waiting)),
                link(entry),
                NewTask.Closing.WITH_SUBJECT,
                null));
        return (int) waiting;
    }

    private List<QualityRule> waiting(UUID entry) {
        return rules.of(entry).stream()
                .filter(rule -> rule.state() == QualityRule.State.OFFERED)
                .toList();
    }

    static String link(UUID entry) {
        return "/office/quality/entries/" + entry;
    }

    /// Whether the entry has had rules, in force or not.
    @Transactional(readOnly = true)
    public boolean has(UUID entry) {
        return !rules.of(entry).isEmpty();
    }

    /// Whether the actor may approve or return the rule: somebody else drafted it.
    boolean mayApprove(QualityRule rule, Actor actor) {
        var drafted = List.of(new FourEyes.Party(rule.draftedById(), rule.draftedForId()));
        return rights.capacities(actor, QualityPermission.APPROVE, rule.unit()).stream()
                .anyMatch(capacity -> FourEyes.allow(drafted, actor, capacity));
    }

    /// Approves rules that wait; an examination of the current version by the new rules begins.
    ///
    /// @param ids null for all that the actor may approve
    /// @return number of rules that are in force now
    public int approve(UUID entry, @Nullable Set<UUID> ids, Actor actor) {
        CollectedData.Collected of = access.approvable(actor, entry);
        List<QualityRule> chosen = chosen(entry, ids, actor);
        Instant now = clock.instant();
        for (QualityRule rule : chosen) {
            if (rule.replaces() != null) {
                rules.end(rule.replaces(), Person.of(actor), null, now);
            }
            rules.approve(rule.id(), Person.of(actor), now);
            tell(QualityEvent.What.APPROVE, of, rule, actor, Map.of("drafted", rule.draftedBy()));
        }
        closeIfNothingWaits(of);
        examining.begin(of, QualityRun.Cause.RULES, actor);
        return chosen.size();
    }

    /// Sends rules that wait back to their drafter.
    int sendBack(UUID entry, @Nullable Set<UUID> ids, String reason, Actor actor) {
        CollectedData.Collected of = access.approvable(actor, entry);
        mustSay(reason);
        List<QualityRule> chosen = chosen(entry, ids, actor);
        for (QualityRule rule : chosen) {
            rules.back(rule.id(), reason.strip());
            tell(QualityEvent.What.RETURN, of, rule, actor, Map.of("reason", reason.strip()));
        }
        closeIfNothingWaits(of);
        return chosen.size();
    }

    private List<QualityRule> chosen(UUID entry, @Nullable Set<UUID> ids, Actor actor) {
        List<QualityRule> locked = new ArrayList<>();
        Stream<UUID> asked = ids == null
                ? waiting(entry).stream()
                        .filter(rule -> mayApprove(rule, actor))
                        .map(QualityRule::id)
                : ids.stream();
        for (UUID id : asked.toList()) {
            QualityRule rule =
                    rules.lock(id).filter(one -> one.entry().equals(entry)).orElseThrow(NotFound::new);
            mustBe(rule, QualityRule.State.OFFERED);
            if (!mayApprove(rule, actor)) {
                throw QualityRefused.ownRule();
            }
            locked.add(rule);
        }
        if (locked.isEmpty()) {
            throw waiting(entry).isEmpty() ? QualityRefused.otherState() : QualityRefused.ownRule();
        }
        return locked;
    }

    /// Ends a rule: later versions are not examined by it.
    void end(UUID id, String reason, Actor actor) {
        QualityRule rule = locked(id, actor);
        CollectedData.Collected of = access.approvable(actor, rule.entry());
        mustBe(rule, QualityRule.State.IN_FORCE);
        mustSay(reason);
        rules.end(id, Person.of(actor), reason.strip(), clock.instant());
        tell(QualityEvent.What.END, of, rule, actor, Map.of("reason", reason.strip(), "terms", rule.terms()));
    }

    private static void mustSay(String reason) {
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
    }

    private QualityRule locked(UUID id, Actor actor) {
        QualityRule rule = rules.lock(id).orElseThrow(NotFound::new);
        access.listed(actor, rule.entry());
        return rule;
    }

    private static void mustBe(QualityRule rule, QualityRule.State state) {
        if (rule.state() != state) {
            throw QualityRefused.otherState();
        }
    }

    private void closeIfNothingWaits(CollectedData.Collected of) {
        if (waiting(of.entry()).isEmpty()) {
            tasks.close(TASK, of.entry().toString(), "");
        }
    }

    private void tell(
            QualityEvent.What what,
            CollectedData.Collected of,
            QualityRule rule,
            Actor actor,
            Map<String, String> facts) {
        events.publishEvent(new QualityEvent(
                what, of.entry(), of.code(), of.title(), of.unit(), actor.officer(), "rule " + rule.id(), facts));
    }
}
