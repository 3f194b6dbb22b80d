package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
@SuppressWarnings("unchecked") // getParent is raw in Jenkins too
public abstract class AbstractItem extends Actionable implements Item {
    @SuppressWarnings("rawtypes")
    private final transient ItemGroup parent;

    private final transient String itemName;

    @SuppressWarnings("rawtypes")
    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.itemName = name;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ItemGroup getParent() {
        return parent;
    }

    @NonNull
    @Override
    public String getName() {
        return itemName;
    }

    @Override
    public String getDisplayName() {
        return itemName;
    }

    @NonNull
    @Override
    @Exported
    public final String getFullName() {
        return within(parent.getFullName(), "/", itemName);
    }

    @Override
    @Exported
    public final String getFullDisplayName() {
        return within(parent.getFullDisplayName(), " » ", getDisplayName());
    }

    private static String within(String group, String separator, String own) {
        return group.isEmpty() ? own : group + separator + own;
    }

    @Override
    public final String getUrl() {
        return parent.getUrl() + getShortUrl();
    }

    @Override
    public String getShortUrl() {
        return parent.getUrlChildPrefix()
                + '/'
                + URLEncoder.encode(itemName, StandardCharsets.UTF_8).replace("+", "%20")
                + '/';
    }

    @Override
    public File getRootDir() {
        return new File(new File(parent.getRootDir(), "jobs"), itemName);
    }

    @NonNull
    @Override
    public ACL getACL() {
        throw new UnsupportedOperationException("ask hasPermission");
    }

    @Override
    public synchronized void save() throws IOException {}
}
