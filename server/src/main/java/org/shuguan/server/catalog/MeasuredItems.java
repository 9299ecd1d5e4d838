package org.shuguan.server.catalog;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.draft.DraftEntry;
import org.shuguan.dataplane.draft.Drafting;
import org.shuguan.server.census.Census;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.stereotype.Component;

/// Content measured by a census. People may set stricter grades than the census, never lower ones.
@Component
class MeasuredItems {
    private final Census census;
    private final Clock clock;
    private final Drafting drafting = new Drafting();

    MeasuredItems(Census census, Clock clock) {
        this.census = census;
        this.clock = clock;
    }

    /// The content of a draft of a found table: what was measured, without what only a person can know.
    Content content(Census.Found found) {
        DraftEntry draft = drafting.draft(found.result(), found.kind());
        return new Content(
                draft.title(),
                draft.summary(),
                draft.formatCategory(),
                draft.formatType(),
                null,
                null,
                switch (draft.formatCategory()) {
                    case "database" -> "table";
                    case "api" -> "api";
                    default -> "file";
                },
                null,
                null,
                null,
                null,
                null,
                draft.grade(),
                null,
                List.of(),
                new Content.Mount(
                        found.source(), found.sourceName(), draft.path(), draft.rows(), draft.bytes(), clock.instant()),
                draft.items().stream()
                        .map(item -> new Content.Item(
                                item.name(),
                                item.physicalName(),
                                item.type(),
                                item.lengthBytes(),
                                item.key(),
                                item.grade(),
                                item.personal(),
                                item.detected(),
                                item.reason(),
                                item.comment(),
                                null,
                                item.codes().stream()
                                        .map(code -> new Content.Code(code.code(), code.meaning()))
                                        .toList()))
                        .toList(),
                draft.checks().stream()
                        .map(check ->
                                new Content.Check(check.column(), check.field(), check.why(), check.facts(), false))
                        .toList());
    }

    /// The edited content with the findings of the census.
    ///
    /// @param kept the content before; its findings count if the census no longer exists
    /// @throws InvalidInput if an item's grade is lower than the census measured
    Content hold(Content edited, Content kept) {
        Map<String, Content.Item> found = found(kept);
        List<Content.Item> items = new ArrayList<>();
        InvalidInput.Check check = new InvalidInput.Check();
        for (int i = 0; i < edited.items().size(); i++) {
            Content.Item item = edited.items().get(i);
            Content.Item measured = item.physicalName() == null ? null : found.get(item.physicalName());
            if (measured == null) {
                items.add(item);
                continue;
            }
            check.that(
                    item.grade().orHigher(measured.grade()) == item.grade(),
                    "items[" + i + "].grade",
                    "below-measured");
            items.add(item.found(measured));
        }
        check.orRefuse();
        return edited.withItems(items);
    }

    /// The content to be stored for an edited version: mount, findings of the census and what is to be checked stay,
    /// and the grade is at least that of the items.
    ///
    /// @param kept the content before
    /// @throws InvalidInput if an item's grade is lower than the census measured
    Content revised(Content edited, Content kept) {
        return hold(edited.mounted(kept.mount()), kept)
                .checking(kept.checksTickedAs(edited))
                .gradedByItems();
    }

    private Map<String, Content.Item> found(Content kept) {
        Content.Mount mount = kept.mount();
        List<Content.Item> items = mount == null
                ? List.of()
                : census.newest(mount.source(), mount.path())
                        .flatMap(place -> census.found(place.run(), place.table()))
                        .filter(found -> found.result().profile() != null)
                        .map(found -> content(found).items())
                        .orElse(kept.items());
        Map<String, Content.Item> byColumn = new HashMap<>();
        for (Content.Item item : items) {
            @Nullable String column = item.physicalName();
            if (column != null) {
                byColumn.put(Objects.requireNonNull(column), item);
            }
        }
        return byColumn;
    }
}
