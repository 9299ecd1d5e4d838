package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.Dialect.Unusable;
import org.shuguan.dataplane.source.Dialect.Wrong;

/// The drivers that an operator has put into a folder (`*.jar`), with what describes them (`*.yaml` beside them, or a
/// description that we ship). Code comes out of that folder: whoever can write into it is the operator.
public final class Drivers {
    private static final List<String> SHIPPED = List.of("dameng", "kingbase", "opengauss", "oracle");

    /// A description or a jar, and how it stands with it.
    ///
    /// @param file where it is described; the jar's where nothing describes it
    /// @param shipped whether the description is ours
    /// @param jars where the driver was found
    /// @param wrongs empty where it can be used
    public record Found(
            String file,
            @Nullable String name,
            @Nullable String title,
            @Nullable String driver,
            @Nullable Integer port,
            boolean shipped,
            List<String> jars,
            List<Wrong> wrongs) {
        public boolean usable() {
            return wrongs.isEmpty();
        }
    }

    private final List<Found> found = new ArrayList<>();
    private final Map<String, DrivenKind> kinds = new LinkedHashMap<>();

    private Drivers() {}

    /// Reads the folder, which need not exist.
    public static Drivers in(Path folder) {
        Drivers drivers = new Drivers();
        List<Path> jars = files(folder, ".jar");
        Set<String> described = new HashSet<>();
        for (Path file : files(folder, ".yaml")) {
            try {
                drivers.take(String.valueOf(file.getFileName()), Files.readString(file), false, jars, described);
            } catch (IOException e) {
                drivers.found.add(unusable(
                        String.valueOf(file.getFileName()),
                        false,
                        List.of(new Wrong("unreadable", String.valueOf(e.getMessage())))));
            }
        }
        for (String name : SHIPPED) {
            // The operator's own description of the same name comes first.
            if (drivers.found.stream().noneMatch(one -> name.equals(one.name()))) {
                drivers.take(name + ".yaml", shipped(name), true, jars, described);
            }
        }
        jars.stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .filter(jar -> !described.contains(jar))
                .forEach(jar -> drivers.found.add(new Found(
                        jar, null, null, null, null, false, List.of(jar), List.of(new Wrong("undescribed", jar)))));
        return drivers;
    }

    /// Everything that lies there, usable or not.
    public List<Found> found() {
        return List.copyOf(found);
    }

    /// The kinds of databases that can be read with it.
    public List<DrivenKind> kinds() {
        return List.copyOf(kinds.values());
    }

    /// @param name of a description
    public Optional<DrivenKind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    private void take(String file, String yaml, boolean shipped, List<Path> jars, Set<String> described) {
        Dialect dialect;
        try {
            dialect = Dialect.parse(yaml);
        } catch (Unusable e) {
            found.add(unusable(file, shipped, e.wrongs()));
            return;
        }
        List<Wrong> wrongs = new ArrayList<>();
        if (found.stream().anyMatch(one -> dialect.name().equals(one.name()))) {
            wrongs.add(new Wrong("name-taken", dialect.name()));
        }
        List<Path> own = jars(dialect, jars);
        if (own.isEmpty()) {
            wrongs.add(new Wrong("driver-missing", dialect.driver()));
        } else {
            own.forEach(jar -> described.add(String.valueOf(jar.getFileName())));
            Driver driver = load(dialect, own, wrongs);
            if (driver != null && wrongs.isEmpty()) {
                kinds.put(dialect.name(), new DrivenKind(dialect, driver));
            }
        }
        found.add(new Found(
                file,
                dialect.name(),
                dialect.title(),
                dialect.driver(),
                dialect.port(),
                shipped,
                own.stream().map(jar -> String.valueOf(jar.getFileName())).toList(),
                wrongs));
    }

    private static Found unusable(String file, boolean shipped, List<Wrong> wrongs) {
        return new Found(file, null, null, null, null, shipped, List.of(), wrongs);
    }

    /// Those that the description names; else the one that holds the class, of several the last by name: the newest
    /// version, as drivers are named.
    private static List<Path> jars(Dialect dialect, List<Path> all) {
        if (!dialect.jars().isEmpty()) {
            return all.stream()
                    .filter(jar -> dialect.jars().contains(String.valueOf(jar.getFileName())))
                    .toList();
        }
        return all.stream().filter(jar -> holds(jar, dialect.driver())).max(Comparator.naturalOrder()).stream()
                .toList();
    }

    private static boolean holds(Path jar, String type) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(type.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }

    // The loader lives as long as its driver does.
    @SuppressWarnings({"resource", "BanClassLoader"})
    private static @Nullable Driver load(Dialect dialect, List<Path> jars, List<Wrong> wrongs) {
        try {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
            // Its own, above it nothing but Java: what a driver brings along meets neither ours nor another's.
            var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Object made = Class.forName(dialect.driver(), true, loader)
                    .getDeclaredConstructor()
                    .newInstance();
            if (made instanceof Driver driver) {
                return driver;
            }
            wrongs.add(new Wrong("no-driver", dialect.driver()));
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            wrongs.add(new Wrong("driver-broken", dialect.driver() + ": " + e));
        }
        return null;
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String shipped(String name) {
        try (InputStream in = Objects.requireNonNull(Drivers.class.getResourceAsStream(name + ".yaml"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
