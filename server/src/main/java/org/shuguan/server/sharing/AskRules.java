package org.shuguan.server.sharing;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/// Required content of requests and of answers to them.
@Component
class AskRules {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_NAME = 50;

    private final OfferedEntries offered;
    private final Institution institution;
    private final Setting<List<Code>> scenarios;
    private final Setting<List<Code>> reasons;
    private final Setting<Integer> mostPerSecond;
    private final Setting<Integer> mostPerDay;
    private final Setting<Integer> longestTerm;

    AskRules(OfferedEntries offered, Institution institution, Settings settings) {
        this.offered = offered;
        this.institution = institution;
        this.scenarios = settings.codes("sharing.scenarios");
        this.reasons = settings.codes("sharing.refusal-reasons");
        this.mostPerSecond = settings.number("sharing.most-per-second");
        this.mostPerDay = settings.number("sharing.most-per-day");
        this.longestTerm = settings.months("sharing.longest-term");
    }

    /// The scenarios that can be chosen today.
    List<Code> scenarios() {
        return scenarios.today();
    }

    /// The reasons for refusals that can be chosen today.
    List<Code> refusalReasons() {
        return reasons.today();
    }

    int mostPerSecond() {
        return mostPerSecond.today();
    }

    int mostPerDay() {
        return mostPerDay.today();
    }

    /// The last day of a term that begins on the day.
    LocalDate latest(LocalDate first) {
        return first.plusMonths(longestTerm.today());
    }

    /// A draft is checked only for what cannot be stored.
    InvalidInput.Check draft(Ask ask) {
        var check = new InvalidInput.Check()
                .that(!ask.title().isEmpty(), "title", "required")
                .that(ask.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE));
        notTooLong(check, "purpose", ask.purpose(), LONGEST_TEXT);
        notTooLong(check, "legalBasis", ask.legalBasis(), LONGEST_TEXT);
        notTooLong(check, "responsible", ask.responsible(), LONGEST_NAME);
        notTooLong(check, "phone", ask.phone(), LONGEST_NAME);
        check.that(ask.scenario() == null || known(scenarios(), ask.scenario()), "scenario", "scenario-unknown")
                .that(ask.perSecond() > 0, "perSecond", "positive")
                .that(ask.perDay() > 0, "perDay", "positive")
                .that(
                        ask.addresses().stream().allMatch(AskRules::isNetwork),
                        "addresses",
                        "network",
                        Map.of("example", "10.8.0.0/16"))
                .that(
                        ask.firstDay() == null
                                || ask.lastDay() == null
                                || !ask.lastDay().isBefore(ask.firstDay()),
                        "lastDay",
                        "before-first");
        if (ask.assessment() != null) {
            notTooLong(check, "lawful", ask.assessment().lawful(), LONGEST_TEXT);
            notTooLong(check, "impact", ask.assessment().impact(), LONGEST_TEXT);
            notTooLong(check, "measures", ask.assessment().measures(), LONGEST_TEXT);
            notTooLong(check, "assessor", ask.assessment().assessor(), LONGEST_NAME);
        }
        for (int i = 0; i < ask.parts().size(); i++) {
            for (Ask.Item item : ask.parts().get(i).items()) {
                notTooLong(check, "part-" + i, item.reason(), LONGEST_TEXT);
                notTooLong(check, "part-" + i, item.ground(), LONGEST_TEXT);
            }
        }
        return check;
    }

    private static void notTooLong(InvalidInput.Check check, String field, String text, int most) {
        check.that(text.length() <= most, field, "too-long", Map.of("max", most));
    }

    /// 政务数据共享条例 (2025) ch. 4: basis, scenario, scope, mode and term of use must be stated.
    InvalidInput.Check submission(SharingRequest request, List<Part> parts, Ask.@Nullable Assessment assessment) {
        LocalDate first = request.firstDay();
        LocalDate last = request.lastDay();
        var check = new InvalidInput.Check()
                .that(!request.purpose().isEmpty(), "purpose", "required")
                .that(request.scenario() != null, "scenario", "required")
                .that(!request.legalBasis().isEmpty(), "legalBasis", "required")
                .that(!request.modes().isEmpty(), "modes", "modes-none")
                .that(request.frequency() != null, "frequency", "required")
                .that(request.perSecond() <= mostPerSecond(), "perSecond", "too-much", Map.of("max", mostPerSecond()))
                .that(request.perDay() <= mostPerDay(), "perDay", "too-much", Map.of("max", mostPerDay()))
                .that(first != null, "firstDay", "required")
                .that(last != null, "lastDay", "required")
                .that(last == null || !last.isBefore(institution.today()), "lastDay", "day-past")
                .that(
                        first == null || last == null || !last.isAfter(latest(first)),
                        "lastDay",
                        "term-too-long",
                        Map.of("months", longestTerm.today()))
                .that(!request.responsible().isEmpty(), "responsible", "required")
                .that(!request.phone().isEmpty(), "phone", "required")
                .that(!parts.isEmpty(), "parts", "parts-none");
        boolean sensitive = false;
        for (int i = 0; i < parts.size(); i++) {
            sensitive |= part(check, "part-" + i, parts.get(i));
        }
        if (sensitive) {
            assessed(check, assessment);
        }
        return check;
    }

    /// @return whether sensitive personal information is asked for
    private boolean part(InvalidInput.Check check, String field, Part part) {
        Optional<Content> published = offered.published(part.entry()).map(Version::content);
        check.that(published.isPresent(), field, "entry-gone")
                .that(!part.items().isEmpty(), field, "items-none");
        if (published.isEmpty()) {
            return false;
        }
        Content content = published.get();
        boolean sensitive = false;
        for (Ask.Item asked : part.items()) {
            Optional<Content.Item> found = OfferedEntries.item(content, asked.name());
            check.that(found.isPresent(), field, "item-gone", Map.of("item", asked.name()));
            if (found.isEmpty()) {
                continue;
            }
            Content.Item item = found.get();
            sensitive |= OfferedEntries.sensitive(item);
            check.that(
                            !OfferedEntries.needsReason(item) || !asked.reason().isEmpty(),
                            field,
                            "reason-missing",
                            Map.of("item", asked.name()))
                    .that(
                            OfferedEntries.sharing(content, item) != SharingType.NOT_SHARED
                                    || !asked.ground().isEmpty(),
                            field,
                            "ground-missing",
                            Map.of("item", asked.name()));
        }
        rows(check, field, content, part.rowFilter());
        return sensitive;
    }

    /// A condition names an item of the entry.
    static void rows(InvalidInput.Check check, String field, Content content, RowFilter filter) {
        filter.conditions()
                .forEach(condition -> check.that(
                        OfferedEntries.item(content, condition.item()).isPresent(),
                        field,
                        "item-gone",
                        Map.of("item", condition.item())));
    }

    private void assessed(InvalidInput.Check check, Ask.@Nullable Assessment given) {
        Ask.Assessment assessment = given == null ? new Ask.Assessment("", "", "", "", null) : given;
        LocalDate on = assessment.assessedOn();
        check.that(!assessment.lawful().isEmpty(), "lawful", "assessment-missing")
                .that(!assessment.impact().isEmpty(), "impact", "assessment-missing")
                .that(!assessment.measures().isEmpty(), "measures", "assessment-missing")
                .that(!assessment.assessor().isEmpty(), "assessor", "assessment-missing")
                .that(on != null, "assessedOn", "assessment-missing")
                .that(on == null || !on.isAfter(institution.today()), "assessedOn", "day-ahead");
    }

    /// A grant with all or a part of what was asked for.
    void grant(Part part, Content content, Answer answer) {
        Set<String> asked = new HashSet<>();
        part.items().forEach(item -> asked.add(item.name()));
        var check = new InvalidInput.Check();
        for (Answer.Verdict verdict : answer.items()) {
            check.that(asked.contains(verdict.name()), "items", "item-gone", Map.of("item", verdict.name()));
            if (verdict.refused()) {
                refusal(check, "items", verdict.refusal(), verdict.basis());
            }
        }
        check.that(
                part.items().stream().anyMatch(item -> {
                    Answer.Verdict verdict = answer.on(item.name());
                    return verdict == null || !verdict.refused();
                }),
                "items",
                "all-refused");
        RowFilter rows = answer.rowFilter();
        if (rows != null && !rows.conditions().isEmpty()) {
            rows(check, "rowFilter", content, rows);
            check.that(answer.comment() != null && !answer.comment().isBlank(), "comment", "rows-reason");
        }
        check.orRefuse();
    }

    /// A refusal needs a known reason and a law.
    void refusal(Answer answer) {
        refusal(new InvalidInput.Check(), "refusal", answer.refusal(), answer.basis())
                .orRefuse();
    }

    private InvalidInput.Check refusal(
            InvalidInput.Check check, String field, @Nullable String reason, @Nullable String basis) {
        String law = basis == null ? "" : basis.strip();
        String where = field.equals("items") ? "items" : "basis";
        return check.that(known(refusalReasons(), reason), field, "refusal-unknown")
                .that(!law.isEmpty(), where, "basis-missing")
                .that(law.length() <= LONGEST_TEXT, where, "too-long", Map.of("max", LONGEST_TEXT));
    }

    /// A reason that a person gives for what they do.
    static String reason(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        new InvalidInput.Check()
                .that(!text.isEmpty(), "reason", "required")
                .that(text.length() <= LONGEST_TEXT, "reason", "too-long", Map.of("max", LONGEST_TEXT))
                .orRefuse();
        return text;
    }

    private static boolean known(List<Code> codes, @Nullable String code) {
        return codes.stream().anyMatch(one -> one.code().equals(code));
    }

    /// Whether a text is an address or a network in CIDR notation; names of hosts are none.
    static boolean isNetwork(String text) {
        if (!text.matches("[0-9a-fA-F.:]+(/\\d{1,3})?")) {
            return false;
        }
        try {
            return new IpAddressMatcher(text).toString() != null;
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }
}
