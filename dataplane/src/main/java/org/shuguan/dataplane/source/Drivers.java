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

/// The JDBC drivers in an operator's folder (`*.jar`) with their descriptions (`*.yaml` beside them, or one that is
/// shipped). The folder's content is executed, so write access to it must be limited to the operator.
public final class Drivers {
    private static final List<String> SHIPPED = List.of("dameng", "kingbase", "opengauss", "oracle");

    /// A description or a jar, and whether it can be used.
    ///
    /// @param file file name of the description; of the jar if there is no description
    /// @param shipped whether the description is shipped with Shuguan
    /// @param jars file names of the driver
    /// @param wrongs the problems, empty if it can be used
    public record Found(
            String file,
            @Nullable String name,
            @Nullable String title,
            @Nullable String driver,
            @Nullable Integer port,
            boolean shipped,
            List<String> jars,
            List<Wrong> wrongs) {
        /// Whether databases of this kind can be read.
        public boolean usable() {
            return wrongs.isEmpty();
        }
    }

    private final List<Found> found = new ArrayList<>();
    private final Map<String, DrivenKind> kinds = new LinkedHashMap<>();

    private Drivers() {}

    /// Reads a folder, which need not exist.
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
            // A description in the folder takes precedence over a shipped one of the same name.
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

    /// All descriptions and jars, usable or not.
    public List<Found> found() {
        return List.copyOf(found);
    }

    /// The kinds of databases that can be read with these drivers.
    public List<DrivenKind> kinds() {
        return List.copyOf(kinds.values());
    }

    /// The kind with a name, empty if it is unknown or not usable.
    ///
    /// @param name name of a description
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

    /// The jars that the description names; without names, the one that contains the driver class. Of several the
    /// last by name, which is usually the newest version.
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

    // The class loader must live as long as the driver.
    @SuppressWarnings({"resource", "BanClassLoader"})
    private static @Nullable Driver load(Dialect dialect, List<Path> jars, List<Wrong> wrongs) {
        try {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
            // The parent is the platform class loader: libraries of a driver conflict neither with ours nor with
            // those of other drivers.
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
