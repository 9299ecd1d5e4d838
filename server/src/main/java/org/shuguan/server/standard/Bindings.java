package org.shuguan.server.standard;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Items of entries that follow a data element, and where they depart from it. Departures are computed when they are
/// read, so that they are true whichever side has changed.
@Service
@Transactional
public class Bindings {
    /// An element that an item could follow.
    ///
    /// @param why `name`, `synonym` or `detected`
    record Suggested(String identifier, String name, String why) {}

    /// An item of an entry.
    ///
    /// @param element identifier, null if the item is bound to none
    /// @param elementName its name
    /// @param departures sentences
    record BoundItem(
            String item,
            @Nullable String physicalName,
            @Nullable String element,
            @Nullable String elementName,
            List<String> departures,
            @Nullable Suggested suggested) {}

    /// An item of a published entry that is bound to an element.
    ///
    /// @param departures sentences, empty if it follows the element
    record Use(
            UUID entry,
            String title,
            UnitCode unit,
            String item,
            String element,
            String elementName,
            List<Departures.Kind> kinds,
            List<String> departures) {}

    private final KeptStandards kept;
    private final Standards standards;
    private final CatalogReader catalog;
    private final EntryDirectory entries;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final Texts texts;
    private final Clock clock;

    Bindings(
            KeptStandards kept,
            Standards standards,
            CatalogReader catalog,
            EntryDirectory entries,
            Access access,
            ApplicationEventPublisher events,
            Texts texts,
            Clock clock) {
        this.kept = kept;
        this.standards = standards;
        this.catalog = catalog;
        this.entries = entries;
        this.access = access;
        this.events = events;
        this.texts = texts;
        this.clock = clock;
    }

    /// Binds an item to a data element; null ends a binding.
    ///
    /// @throws NotFound if the actor sees no version of the entry
    public void bind(UUID entry, String item, @Nullable String element, Actor actor) {
        Version version = catalog.visible(actor, entry);
        access.must(actor, StandardPermission.BIND, version.unit());
        boolean there =
                version.content().items().stream().anyMatch(one -> one.name().equals(item));
        boolean ends = element == null || element.isBlank();
        // A binding of an item that is gone can be ended, not made.
        new InvalidInput.Check()
                .that(there || ends, "item", "no-such-item")
                .that(
                        ends
                                || standards
                                        .element(Objects.requireNonNull(element))
                                        .filter(one -> !one.withdrawn())
                                        .isPresent(),
                        "element",
                        "no-such-element")
                .orRefuse();
        if (ends) {
            kept.unbind(entry, item);
        } else {
            kept.bind(entry, item, Objects.requireNonNull(element), Person.of(actor), clock.instant());
        }
        events.publishEvent(new ItemBound(entry, version.code().value(), version.unit(), item, ends ? null : element));
    }

    /// The code lists that the values of items are from, by the data elements that they are bound to.
    ///
    /// @return name of the item → code list; items without one are left out
    @Transactional(readOnly = true)
    public Map<String, CodeList> codesOf(UUID entry) {
        Map<String, CodeList> found = new HashMap<>();
        for (Binding binding : kept.bindings(entry, null)) {
            standards
                    .element(binding.element())
                    .filter(element -> !element.withdrawn())
                    .map(element -> element.content().codeList())
                    .flatMap(standards::codeList)
                    .ifPresent(list -> found.put(binding.item(), list.content()));
        }
        return found;
    }

    boolean mayBind(UUID entry, Actor actor) {
        return access.can(
                actor, StandardPermission.BIND, catalog.visible(actor, entry).unit());
    }

    /// The items of the newest version that the actor sees, in the entry's order; bound items that it no longer has
    /// are last.
    @Transactional(readOnly = true)
    List<BoundItem> of(UUID entry, Actor actor) {
        Version version = catalog.visible(actor, entry);
        Map<String, String> bound =
                kept.bindings(entry, null).stream().collect(Collectors.toMap(Binding::item, Binding::element));
        Map<String, Standards.Element> elements = standards.elements();
        Map<String, Standards.Codes> lists = standards.codeLists();
        List<BoundItem> found = new ArrayList<>();
        Set<String> there =
                version.content().items().stream().map(Content.Item::name).collect(Collectors.toSet());
        for (Content.Item item : version.content().items()) {
            found.add(boundItem(item.name(), item, bound.get(item.name()), elements, lists));
        }
        bound.forEach((name, element) -> {
            if (!there.contains(name)) {
                found.add(boundItem(name, null, element, elements, lists));
            }
        });
        return found;
    }

    /// The bound items of published entries of these units.
    ///
    /// @param element only items bound to it; null for all
    @Transactional(readOnly = true)
    List<Use> uses(Scope seen, @Nullable String element) {
        List<Binding> bindings = kept.bindings(null, element);
        Collection<UUID> ids = bindings.stream().map(Binding::entry).collect(Collectors.toSet());
        Map<UUID, EntryDirectory.Known> known = entries.find(ids);
        Map<UUID, Content> contents = entries.contents(ids);
        Map<String, Standards.Element> elements = standards.elements();
        Map<String, Standards.Codes> lists = standards.codeLists();
        List<Use> found = new ArrayList<>();
        for (Binding binding : bindings) {
            EntryDirectory.Known entry = known.get(binding.entry());
            Content content = contents.get(binding.entry());
            Standards.Element bound = elements.get(binding.element());
            if (entry == null || content == null || bound == null || !entry.published() || !seen.covers(entry.unit())) {
                continue;
            }
            Content.Item item = content.items().stream()
                    .filter(one -> one.name().equals(binding.item()))
                    .findFirst()
                    .orElse(null);
            List<Departures.Departure> departures = departures(item, bound, lists);
            found.add(new Use(
                    entry.entry(),
                    entry.title(),
                    entry.unit(),
                    binding.item(),
                    bound.identifier(),
                    bound.content().name(),
                    departures.stream().map(Departures.Departure::kind).toList(),
                    said(departures)));
        }
        found.sort(Comparator.comparing(Use::title).thenComparing(Use::item));
        return found;
    }

    /// Units whose departing items the actor may list.
    Scope listed(Actor actor) {
        return access.scope(actor, StandardPermission.DEPARTURES);
    }

    private BoundItem boundItem(
            String name,
            Content.@Nullable Item item,
            @Nullable String identifier,
            Map<String, Standards.Element> elements,
            Map<String, Standards.Codes> lists) {
        Standards.Element element = identifier == null ? null : elements.get(identifier);
        return new BoundItem(
                name,
                item == null ? null : item.physicalName(),
                identifier,
                element == null ? null : element.content().name(),
                element == null ? List.of() : said(departures(item, element, lists)),
                element == null && item != null ? suggested(item, elements.values()) : null);
    }

    private static List<Departures.Departure> departures(
            Content.@Nullable Item item, Standards.Element element, Map<String, Standards.Codes> lists) {
        String codeList = element.content().codeList();
        Standards.Codes list = codeList == null ? null : lists.get(codeList);
        return Departures.of(item, element.content(), element.withdrawn(), list == null ? null : list.content());
    }

    private List<String> said(List<Departures.Departure> departures) {
        return departures.stream()
                .map(one -> texts.say("standard.departure." + one.kind().word(), one.facts()))
                .toList();
    }

    /// The element in force with the item's name, else with it as a synonym, else with the name of its detected type.
    private static @Nullable Suggested suggested(Content.Item item, Collection<Standards.Element> elements) {
        String name = DataElement.line(item.name());
        String detected = item.detected() == null
                ? null
                : DataType.find(item.detected()).map(Texts.ofCensus()::type).orElse(null);
        Map<String, Predicate<DataElement>> ways = new HashMap<>();
        ways.put("name", one -> one.name().equals(name));
        ways.put("synonym", one -> one.synonyms().contains(name));
        ways.put(
                "detected", one -> one.name().equals(detected) || one.synonyms().contains(String.valueOf(detected)));
        for (String why : List.of("name", "synonym", "detected")) {
            for (Standards.Element element : elements) {
                if (!element.withdrawn()
                        && Objects.requireNonNull(ways.get(why)).test(element.content())) {
                    return new Suggested(element.identifier(), element.content().name(), why);
                }
            }
        }
        return null;
    }
}
