package org.shuguan.server.sharing;

import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.dataplane.serve.ItemMask;
import org.shuguan.dataplane.serve.PseudonymKey;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.collection.RowSamples;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What an entry offers to somebody who asks for it: its items with grade and sharing type, the smallest set that the
/// purpose needs, and how masks look on real rows.
@Service
class EntryOffers {
    private static final int ROWS = 5;
    private static final int LEAST_WORD = 2;
    private static final String CHECK = "check";

    /// An item with what speaks for and against asking for it.
    ///
    /// @param proposed whether the purpose or the scenario names it
    /// @param mask that is proposed
    record OfferedItem(
            String name,
            @Nullable String type,
            Grade grade,
            @Nullable String personal,
            boolean sensitive,
            boolean needsReason,
            boolean key,
            SharingType sharingType,
            boolean proposed,
            ItemMask mask) {}

    /// An entry that can be asked for.
    ///
    /// @param basis the law for which it or items of it are not shared
    record Offer(
            UUID entry,
            String code,
            String title,
            UnitCode unit,
            String unitName,
            SharingType sharingType,
            @Nullable String condition,
            @Nullable String basis,
            @Nullable String mode,
            @Nullable UpdateCycle cycle,
            Grade grade,
            List<OfferedItem> items) {}

    /// The masks to be shown.
    record Masked(UUID entry, @Size(max = 200) List<Ask.Item> items) {}

    /// Rows with the masks.
    ///
    /// @param collected whether there are rows of the entry
    record Preview(
            boolean collected,
            @Nullable Instant at,
            long total,
            List<String> items,
            List<List<@Nullable String>> rows) {}

    private final OfferedEntries offered;
    private final RowSamples samples;
    private final Access access;
    private final Institution institution;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EntryOffers(
            OfferedEntries offered,
            RowSamples samples,
            Access access,
            Institution institution,
            ApplicationEventPublisher events,
            Clock clock) {
        this.offered = offered;
        this.samples = samples;
        this.access = access;
        this.institution = institution;
        this.events = events;
        this.clock = clock;
    }

    /// A published entry.
    ///
    /// @param words the purpose and the items of a demand, from which the items are proposed
    /// @param scenario code of the scenario
    Offer offer(UUID entry, @Nullable String words, @Nullable String scenario) {
        Version version = offered.published(entry).orElseThrow(NotFound::new);
        Content content = version.content();
        String purpose = words == null ? "" : words.toLowerCase(Locale.ROOT);
        return new Offer(
                entry,
                version.code().value(),
                content.title(),
                version.unit(),
                institution.unitName(version.unit()),
                OfferedEntries.sharing(content, null),
                content.sharingCondition(),
                content.sharingBasis(),
                content.sharingMode(),
                content.updateCycle(),
                content.grade(),
                content.items().stream()
                        .map(item -> offered(content, item, purpose, scenario))
                        .toList());
    }

    private static OfferedItem offered(Content content, Content.Item item, String purpose, @Nullable String scenario) {
        SharingType sharing = OfferedEntries.sharing(content, item);
        return new OfferedItem(
                item.name(),
                item.type(),
                item.grade(),
                item.personal(),
                OfferedEntries.sensitive(item),
                OfferedEntries.needsReason(item),
                item.key(),
                sharing,
                sharing != SharingType.NOT_SHARED && proposed(item, purpose, scenario),
                mask(item));
    }

    /// The least set: items that the purpose names, and for a check of data those by which rows are found.
    static boolean proposed(Content.Item item, String purpose, @Nullable String scenario) {
        String name = item.name().toLowerCase(Locale.ROOT);
        return (name.length() >= LEAST_WORD && purpose.contains(name)) || (item.key() && CHECK.equals(scenario));
    }

    /// The mask that is proposed for an item: what it shows of a value the census shows too.
    static ItemMask mask(Content.Item item) {
        return switch (RowSamples.maskOf(item)) {
            case NONE -> ItemMask.CLEAR;
            case IDENTITY -> ItemMask.keep(6, 4);
            case NUMBER -> ItemMask.keep(3, 4);
            case NAME -> ItemMask.keep(1, 0);
            case LAST_FOUR -> ItemMask.keep(0, 4);
            case FIRST_TWO -> ItemMask.keep(2, 0);
            case DISTRICT -> ItemMask.DISTRICT;
            case YEAR -> ItemMask.YEAR;
            case EMAIL, NEIGHBOURHOOD, NETWORK, ALL -> ItemMask.PSEUDONYM;
        };
    }

    /// Shows masks on the first rows that were collected. No filter is applied: whoever may not read the data yet
    /// would learn by it whether a person is among them. Of what is not shared only the owner sees rows.
    @Transactional
    public Preview preview(Masked wanted, Actor actor) {
        Version version = offered.published(wanted.entry()).orElseThrow(NotFound::new);
        boolean owner = access.can(actor, SharingPermission.READ, version.unit());
        if (!owner && !access.canAnywhere(actor, SharingPermission.WRITE)) {
            throw new Forbidden();
        }
        PseudonymKey key = exampleKey();
        Map<String, UnaryOperator<@Nullable String>> masks = new LinkedHashMap<>();
        for (Ask.Item item : wanted.items()) {
            boolean shown = OfferedEntries.item(version.content(), item.name())
                    .filter(found ->
                            owner || OfferedEntries.sharing(version.content(), found) != SharingType.NOT_SHARED)
                    .isPresent();
            if (shown) {
                masks.put(item.name(), value -> item.mask().apply(value, key));
            }
        }
        Optional<RowSamples.Sample> sample = samples.first(wanted.entry(), ROWS, masks);
        events.publishEvent(new SharingEvent(
                new SharingEvent.Ref(
                        wanted.entry(),
                        version.code().value(),
                        version.unit(),
                        version.content().title(),
                        null,
                        null),
                SharingEvent.What.PREVIEW,
                actor.officer(),
                null,
                Map.of("entry", version.code().value()),
                clock.instant()));
        return new Preview(
                sample.isPresent(),
                sample.map(RowSamples.Sample::at).orElse(null),
                sample.map(RowSamples.Sample::total).orElse(0L),
                new ArrayList<>(masks.keySet()),
                sample.map(RowSamples.Sample::rows).orElse(List.of()));
    }

    /// A key of this call: pseudonyms of a preview are those of no consumer.
    private static PseudonymKey exampleKey() {
        byte[] master = new byte[32];
        new SecureRandom().nextBytes(master);
        return PseudonymKey.of(master, "preview");
    }
}
