package org.shuguan.server.guidance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.calendar.DeadlineLight;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Inquiries over HTTP.
@RestController
@RequestMapping("/api/inquiries")
class InquiryController {
    /// @param bureauName whose bureau it is
    /// @param turnName whose turn it is, null where it is nobody's
    /// @param theirs whether it is the reader's turn
    record InquiryRow(
            Inquiry inquiry,
            String unitName,
            String bureauName,
            @Nullable String turnName,
            DeadlineLight light,
            boolean theirs) {}

    /// What was said.
    ///
    /// @param sideName the unit, or the bureau
    record SaidRow(KeptInquiries.Said said, String sideName) {}

    /// A frequently asked question that was made of it.
    record FaqOf(UUID id, String question, boolean withdrawn) {}

    /// @param mayPublish whether the reader may make a frequently asked question of it
    record InquiryPage(InquiryRow row, List<SaidRow> said, Set<InquiryAct> may, List<FaqOf> faqs, boolean mayPublish) {}

    record AskInquiry(NewInquiry wanted) {}

    record SayInquiry(@Nullable String text) {}

    record AskedInquiry(UUID id) {}

    static final ListColumns<InquiryRow> COLUMNS = ListColumns.<InquiryRow>titled("guidance.column.")
            .column("number", row -> row.inquiry().number(), "i.number")
            .column("title", row -> row.inquiry().title(), "i.title")
            .word("kind", "guidance.kind.", row -> row.inquiry().kind().word(), "i.kind")
            .column("unit", InquiryRow::unitName, "i.unit")
            .word(
                    "direction",
                    "guidance.direction.",
                    row -> row.inquiry().direction().word())
            .column("bureau", InquiryRow::bureauName)
            .word("state", "guidance.state.", row -> row.inquiry().state().word(), "i.state")
            .column("turn", InquiryRow::turnName)
            .column("due", row -> row.inquiry().due(), "i.due")
            .column("askedBy", row -> row.inquiry().askedBy())
            .column("askedAt", row -> row.inquiry().askedAt(), "i.asked_at")
            .column("answeredBy", row -> row.inquiry().answeredBy())
            .column("answeredAt", row -> row.inquiry().answeredAt(), "i.answered_at")
            .word("inTime", "guidance.in-time.", row -> {
                Boolean inTime = row.inquiry().inTime();
                return inTime == null ? null : inTime ? "yes" : "no";
            })
            .filter(
                    "state",
                    Stream.concat(
                                    Stream.of("waiting"),
                                    Stream.of(Inquiry.State.values()).map(Rows::word))
                            .toList())
            .filter("kind", Inquiry.Kind.values())
            .filter("answered", List.of("in-time", "late", "any"));

    private final Inquiries inquiries;
    private final KeptInquiries kept;
    private final KeptFaqs faqs;
    private final InquiryWork work;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    InquiryController(
            Inquiries inquiries,
            KeptInquiries kept,
            KeptFaqs faqs,
            InquiryWork work,
            Access access,
            Institution institution,
            Texts texts) {
        this.inquiries = inquiries;
        this.kept = kept;
        this.faqs = faqs;
        this.work = work;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param state a state, or `waiting` for those that wait for somebody
    /// @param unit only those of this unit
    /// @param answered only those that were answered: `in-time`, `late` or `any`
    /// @param late only those of which the last day has passed
    /// @param direct without those of other districts' units that were passed on to the reader's bureau
    /// @param mine only those that wait for the reader
    @GetMapping
    Listing<InquiryRow> list(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable String answered,
            @RequestParam @Nullable Boolean late,
            @RequestParam @Nullable Boolean direct,
            @RequestParam @Nullable Boolean mine,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        var narrowed = new KeptInquiries.Narrowed(
                COLUMNS.chosen("state", state),
                COLUMNS.chosen("kind", kind),
                unit == null || unit.isBlank() ? null : unit,
                COLUMNS.chosen("answered", answered),
                Boolean.TRUE.equals(late),
                Boolean.TRUE.equals(direct),
                Boolean.TRUE.equals(mine) ? groups(actor) : null,
                institution.today());
        return kept.list(inquiries.reader(actor), narrowed, query).map(one -> row(one, names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam @Nullable String answered,
            @RequestParam @Nullable Boolean late,
            @RequestParam @Nullable Boolean direct,
            @RequestParam @Nullable Boolean mine,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(
                format,
                texts.say("guidance.list"),
                query,
                page -> list(state, kind, unit, answered, late, direct, mine, page, actor),
                texts);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AskedInquiry ask(@RequestBody AskInquiry request, Actor actor) {
        return new AskedInquiry(inquiries.ask(request.wanted(), actor));
    }

    @GetMapping("/{id}")
    InquiryPage one(@PathVariable UUID id, Actor actor) {
        Inquiry one = inquiries.readable(id, actor);
        Function<UnitCode, String> names = institution.unitNames();
        return new InquiryPage(
                row(one, names, actor),
                kept.saidOf(id).stream()
                        .map(said -> new SaidRow(
                                said,
                                said.unit().equals(one.unit()) ? names.apply(one.unit()) : bureau(said.unit(), names)))
                        .toList(),
                inquiries.may(one, actor),
                faqs.ofInquiry(id).stream()
                        .map(faq -> new FaqOf(faq.id(), faq.question(), faq.withdrawnAt() != null))
                        .toList(),
                one.answeredAt() != null && access.can(actor, GuidancePermission.ANSWER, one.territory()));
    }

    @PostMapping("/{id}/{act:answer|ask-back|pass-on|reply|ask-further|close|withdraw}")
    InquiryPage act(@PathVariable UUID id, @PathVariable InquiryAct act, @RequestBody SayInquiry said, Actor actor) {
        inquiries.act(id, act, said.text(), actor);
        return one(id, actor);
    }

    private InquiryRow row(Inquiry one, Function<UnitCode, String> names, Actor actor) {
        UnitCode turn = one.turnUnit();
        String unitName = names.apply(one.unit());
        String bureauName = bureau(one.territory(), names);
        boolean bureausTurn = one.turnRole() != null && Capacity.isOverseer(one.turnRole());
        return new InquiryRow(
                one,
                unitName,
                bureauName,
                turn == null ? null : bureausTurn ? bureauName : unitName,
                work.light(one),
                groups(actor).stream().anyMatch(one.groups()::contains));
    }

    private String bureau(UnitCode territory, Function<UnitCode, String> names) {
        return bureauName(territory, names, texts);
    }

    /// The bureau of a territory: of the city it is the bureau, of a district the name contains the district's.
    static String bureauName(UnitCode territory, Function<UnitCode, String> names, Texts texts) {
        return territory.equals(UnitCode.CITY)
                ? texts.say("approval.bureau")
                : texts.say("approval.bureau-of", Map.of("district", names.apply(territory)));
    }

    private static List<String> groups(Actor actor) {
        return actor.capacities().stream().map(Capacity::group).toList();
    }
}
