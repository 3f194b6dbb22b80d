package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.Descriptor;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps a descriptor's own fields in the home, with Java's serialization in place of XStream. */
final class SavedDescriptor {
    private SavedDescriptor() {}

    static void write(Descriptor<?> descriptor, Path home) {
        Map<String, Object> values = new LinkedHashMap<>();
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file(descriptor, home)))) {
            for (Field field : fields(descriptor)) {
                values.put(field.getName(), field.get(descriptor));
            }
            out.writeObject(values);
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException("cannot save " + descriptor, e);
        }
    }

    static void read(Descriptor<?> descriptor, Path home) {
        if (!Files.exists(file(descriptor, home))) {
            return;
        }
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file(descriptor, home)))) {
            Map<?, ?> values = (Map<?, ?>) in.readObject();
            for (Field field : fields(descriptor)) {
                field.set(descriptor, values.get(field.getName()));
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load " + descriptor, e);
        }
    }

    private static Path file(Descriptor<?> descriptor, Path home) {
        return home.resolve(descriptor.getId() + ".saved");
    }

    private static List<Field> fields(Descriptor<?> descriptor) {
        List<Field> fields = Arrays.stream(descriptor.getClass().getDeclaredFields())
                .filter(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                .toList();
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }
}
