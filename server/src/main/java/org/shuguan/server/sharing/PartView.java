package org.shuguan.server.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.RowFilter;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CaseAction;
import org.shuguan.server.approval.CasePanel;
import org.shuguan.server.approval.Decision;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.settings.Settings;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// A part as the page of its request shows it.
@Component
class PartView {
    /// An item that is asked for, with the answer.
    ///
    /// @param granted null while it is not answered
    /// @param grantedMask the mask that was granted, null if none
    /// @param refusal the reason of its refusal in the reader's language
    record Item(
            String name,
            Grade grade,
            @Nullable String personal,
            boolean sensitive,
            SharingType sharingType,
            ItemMask mask,
            String reason,
            String ground,
            @Nullable Boolean granted,
            @Nullable ItemMask grantedMask,
            @Nullable String refusal,
            @Nullable String refusalBasis) {}

    /// @param rows the filter of rows as a text, empty for all rows
    /// @param moreRows conditions that the owner added, as a text
    /// @param refusal the reason in the reader's language
    /// @param may the reader's actions: the outcomes of the case, `withdraw`, `appeal`
    record View(
            UUID id,
            UUID entry,
            String code,
            String title,
            String owner,
            String ownerName,
            SharingType sharingType,
            @Nullable String condition,
            Grade grade,
            Part.State state,
            boolean partly,
            List<Item> items,
            RowFilter rowFilter,
            String rows,
            @Nullable String moreRows,
            @Nullable UUID renews,
            @Nullable UUID grant,
            @Nullable String refusal,
            @Nullable String refusalBasis,
            boolean extended,
            List<Appeal> appeals,
            List<String> may,
            CasePanel panel) {}

    private final OfferedEntries offered;
    private final Appeals appeals;
    private final Approvals approvals;
    private final Access access;
    private final Institution institution;
    private final Settings settings;

    PartView(
            OfferedEntries offered,
            Appeals appeals,
            Approvals approvals,
            Access access,
            Institution institution,
            Settings settings) {
        this.offered = offered;
        this.appeals = appeals;
        this.approvals = approvals;
        this.access = access;
        this.institution = institution;
        this.settings = settings;
    }

    View of(SharingRequest request, Part part, Actor actor) {
        Optional<Content> content = offered.published(part.entry()).map(Version::content);
        CasePanel panel = panel(part, actor);
        Answer answer = part.answer();
        return new View(
                part.id(),
                part.entry(),
                part.resource().value(),
                part.title(),
                part.owner().value(),
                institution.unitName(part.owner()),
                part.sharingType(),
                content.map(Content::sharingCondition).orElse(null),
                part.grade(),
                part.state(),
                part.partly(),
                part.items().stream()
                        .map(item -> item(part, item, content.orElse(null)))
                        .toList(),
                part.rowFilter(),
                part.rowFilter().text(),
                answer == null || answer.rowFilter() == null
                        ? null
                        : answer.rowFilter().text(),
                part.renews(),
                part.grant(),
                words(part.refusalReason()),
                part.refusalBasis(),
                part.extended(),
                appeals.of(part.id()),
                may(request, part, panel, actor),
                panel);
    }

    private Item item(Part part, Ask.Item asked, @Nullable Content content) {
        Content.Item found = content == null
                ? null
                : OfferedEntries.item(content, asked.name()).orElse(null);
        Answer answer = part.answer();
        Answer.Verdict verdict = answer == null ? null : answer.on(asked.name());
        boolean refused = verdict != null && verdict.refused();
        boolean answered = part.state() == Part.State.GRANTED || part.state() == Part.State.SECOND;
        ItemMask given = verdict == null || verdict.mask() == null ? asked.mask() : verdict.mask();
        return new Item(
                asked.name(),
                found == null ? part.grade() : found.grade(),
                found == null ? null : found.personal(),
                found != null && OfferedEntries.sensitive(found),
                content == null ? part.sharingType() : OfferedEntries.sharing(content, found),
                asked.mask(),
                asked.reason(),
                asked.ground(),
                answered ? !refused : null,
                answered && !refused ? given : null,
                answered && verdict != null ? words(verdict.refusal()) : null,
                answered && verdict != null ? verdict.basis() : null);
    }

    /// The case of the part, with the decisions of earlier ones.
    private CasePanel panel(Part part, Actor actor) {
        List<Decision> earlier = new ArrayList<>();
        part.formerCases().forEach(former -> earlier.addAll(approvals.history(former)));
        return approvals.panel(RequestFlow.PART_FLOW, part.caseId(), actor).after(earlier);
    }

    private List<String> may(SharingRequest request, Part part, CasePanel panel, Actor actor) {
        List<String> may = new ArrayList<>();
        if (part.state().open()) {
            panel.actions().stream()
                    .map(CaseAction::outcome)
                    .filter(outcome -> !(outcome.equals("extend") && part.extended()))
                    .forEach(may::add);
            if (access.can(actor, SharingPermission.WRITE, request.unit())) {
                may.add("withdraw");
            }
        } else if (appeals.mayAppeal(request, part, actor)) {
            may.add("appeal");
        }
        return may;
    }

    private @Nullable String words(@Nullable String reason) {
        return reason == null
                ? null
                : settings.code("sharing.refusal-reasons", reason)
                        .map(code -> code.words(LocaleContextHolder.getLocale()))
                        .orElse(reason);
    }
}
