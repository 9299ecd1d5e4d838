package org.shuguan.server.guidance;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Code;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Frequently asked questions over HTTP, for all officers.
@RestController
@RequestMapping("/api/faq")
class FaqController {
    record FaqRow(Faq faq, String topicName, String bureauName) {}

    record FaqVersionRow(KeptFaqs.FaqVersion version, String topicName) {}

    /// @param versions all versions, the newest first
    /// @param inquiryLink the page of the inquiry of which it was made, null if the reader may not see it
    record FaqPage(
            FaqRow row,
            List<FaqVersionRow> versions,
            @Nullable String inquiryLink,
            boolean mayKeep) {}

    record FaqTopic(String code, String name) {}

    record PublishFaq(@Nullable UnitCode unit, NewFaq wanted) {}

    record EditFaq(long revision, NewFaq wanted) {}

    record WithdrawFaq(@Nullable String reason) {}

    record PublishedFaq(UUID id) {}

    static final ListColumns<FaqRow> COLUMNS = ListColumns.<FaqRow>titled("guidance.faq.")
            .column("question", row -> row.faq().question(), "f.question")
            .column("answer", row -> row.faq().answer())
            .column("topic", FaqRow::topicName, "f.topic")
            .column("bureau", FaqRow::bureauName)
            .column("changedAt", row -> row.faq().changedAt(), "f.changed_at")
            .column("publishedAt", row -> row.faq().publishedAt(), "f.published_at")
            .column("withdrawnAt", row -> row.faq().withdrawnAt())
            .column("withdrawnBecause", row -> row.faq().withdrawnBecause());

    private final Faqs faqs;
    private final KeptFaqs kept;
    private final Inquiries inquiries;
    private final GuidanceTerms terms;
    private final Institution institution;
    private final Texts texts;

    FaqController(
            Faqs faqs, KeptFaqs kept, Inquiries inquiries, GuidanceTerms terms, Institution institution, Texts texts) {
        this.faqs = faqs;
        this.kept = kept;
        this.inquiries = inquiries;
        this.terms = terms;
        this.institution = institution;
        this.texts = texts;
    }

    /// @param withdrawn those that were withdrawn, instead of those that stand
    @GetMapping
    Listing<FaqRow> list(
            @RequestParam @Nullable String topic,
            @RequestParam @Nullable Boolean withdrawn,
            @ParameterObject ListQuery query) {
        Function<UnitCode, String> names = institution.unitNames();
        String chosen = ListColumns.choice(
                "topic", topic, terms.topics().stream().map(Code::code).toList());
        return kept.list(chosen, Boolean.TRUE.equals(withdrawn), query).map(one -> row(one, names));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String topic,
            @RequestParam @Nullable Boolean withdrawn,
            @ParameterObject ListQuery query) {
        return COLUMNS.download(
                format, texts.say("guidance.faq-list"), query, page -> list(topic, withdrawn, page), texts);
    }

    /// The topics that can be chosen.
    @GetMapping("/topics")
    List<FaqTopic> topics() {
        return terms.topics().stream()
                .map(one -> new FaqTopic(one.code(), terms.topicName(one.code())))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PublishedFaq publish(@RequestBody PublishFaq request, Actor actor) {
        new InvalidInput.Check()
                .that(request.unit() != null, "unit", "required")
                .orRefuse();
        return new PublishedFaq(faqs.publish(Objects.requireNonNull(request.unit()), request.wanted(), actor));
    }

    @GetMapping("/{id}")
    FaqPage one(@PathVariable UUID id, Actor actor) {
        Faq one = kept.find(id).orElseThrow(NotFound::new);
        UUID from = one.inquiry();
        return new FaqPage(
                row(one, institution.unitNames()),
                kept.versionsOf(id).stream()
                        .map(version -> new FaqVersionRow(version, terms.topicName(version.topic())))
                        .toList(),
                from == null
                        ? null
                        : inquiries.seen(from, actor).map(Inquiry::link).orElse(null),
                faqs.mayKeep(one, actor));
    }

    @PutMapping("/{id}")
    FaqPage edit(@PathVariable UUID id, @RequestBody EditFaq request, Actor actor) {
        faqs.edit(id, request.revision(), request.wanted(), actor);
        return one(id, actor);
    }

    @PostMapping("/{id}/withdraw")
    FaqPage withdraw(@PathVariable UUID id, @RequestBody WithdrawFaq request, Actor actor) {
        faqs.withdraw(id, request.reason(), actor);
        return one(id, actor);
    }

    private FaqRow row(Faq one, Function<UnitCode, String> names) {
        return new FaqRow(
                one, terms.topicName(one.topic()), InquiryController.bureauName(one.territory(), names, texts));
    }
}
