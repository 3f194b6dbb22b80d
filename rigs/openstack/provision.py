"""Users, catalog and volume types of openstack-rig: provision.py identity|volume.

One process, since the openstack client costs one or two seconds a call.
"""
import os
import sys
import time

from keystoneauth1 import session
from keystoneauth1.identity import v3

E = os.environ
KS = 'http://127.0.0.1:%s/v3' % E['RIG_KEYSTONE_PORT']
CI = 'http://127.0.0.1:%s/v3/%%(project_id)s' % E['RIG_CINDER_PORT']


def login(user, password, project):
    return session.Session(v3.Password(
        KS, username=user, password=password, project_name=project,
        user_domain_id='default', project_domain_id='default'))


s = login('admin', E['RIG_ADMIN_PASSWORD'], 'admin')


def ks(method, path, body=None, sess=s):
    return sess.request(KS + path, method, json=body).json() if method != 'PUT' \
        else sess.request(KS + path, method)


def ensure(kind, match, **attrs):
    """The one entity of that kind with these attributes, made if missing."""
    query = '&'.join('%s=%s' % kv for kv in match.items())
    found = ks('GET', '/%ss?%s' % (kind, query))[kind + 's']
    return found[0] if found else ks('POST', '/%ss' % kind, {kind: dict(match, **attrs)})[kind]


def identity():
    roles = {r['name']: r['id'] for r in ks('GET', '/roles')['roles']}
    for project, user, password, role in (
            ('service', 'cinder', E['RIG_ADMIN_PASSWORD'], 'admin'),
            ('demo', 'demo', E['RIG_USER_PASSWORD'], 'member'),
            ('other', 'other', E['RIG_USER_PASSWORD'], 'member')):
        p = ensure('project', {'name': project, 'domain_id': 'default'})
        u = ensure('user', {'name': user, 'domain_id': 'default'},
                   password=password, default_project_id=p['id'])
        ks('PUT', '/projects/%s/users/%s/roles/%s' % (p['id'], u['id'], roles[role]))
    # "volumev3" is what clients ask for; "block-storage" is the official type name. Nothing listens at the third one:
    # the Cinder CSI driver wants it in the catalog, and calls it only to attach.
    for stype, name, url in (('volumev3', 'cinderv3', CI), ('block-storage', 'cinder', CI),
                             ('compute', 'none', 'http://127.0.0.1:9/v2.1')):
        svc = ensure('service', {'type': stype}, name=name)
        for iface in ('public', 'internal', 'admin'):
            ensure('endpoint', {'service_id': svc['id'], 'interface': iface},
                   url=url, region_id='RegionOne')
    demo = login('demo', E['RIG_USER_PASSWORD'], 'demo')
    base = '/users/%s/application_credentials' % demo.get_user_id()
    have = ks('GET', base, sess=demo)['application_credentials']
    if not any(c['name'] == 'rig' for c in have):
        have = [ks('POST', base, {'application_credential': {
            'name': 'rig', 'secret': E['RIG_APPCRED_SECRET'],
            'roles': [{'name': 'member'}]}}, sess=demo)['application_credential']]
    cred = [c for c in have if c['name'] == 'rig'][0]['id']
    with open(E['STATE'] + '/rig.env', 'w') as f:
        for k, v in (('OS_AUTH_URL', KS), ('OS_REGION_NAME', 'RegionOne'),
                     ('OS_IDENTITY_API_VERSION', '3'), ('OS_USERNAME', 'demo'),
                     ('OS_PASSWORD', E['RIG_USER_PASSWORD']), ('OS_PROJECT_NAME', 'demo'),
                     ('OS_PROJECT_ID', demo.get_project_id()),
                     ('OS_USER_DOMAIN_NAME', 'Default'), ('OS_PROJECT_DOMAIN_NAME', 'Default'),
                     ('RIG_ADMIN_USERNAME', 'admin'), ('RIG_ADMIN_PASSWORD', E['RIG_ADMIN_PASSWORD']),
                     ('RIG_ADMIN_PROJECT_NAME', 'admin'),
                     ('RIG_OTHER_USERNAME', 'other'), ('RIG_OTHER_PROJECT_NAME', 'other'),
                     ('RIG_APPCRED_ID', cred), ('RIG_APPCRED_SECRET', E['RIG_APPCRED_SECRET']),
                     ('RIG_CEPH_CONF', E['STATE'] + '/ceph/ceph.conf'), ('RIG_CEPH_POOL', 'volumes')):
            f.write('%s=%s\n' % (k, v))
    # What the Cinder CSI driver logs in with: as an operator of a cluster in the project.
    with open(E['STATE'] + '/cloud.conf', 'w') as f:
        f.write('[Global]\nauth-url = "%s"\nregion = RegionOne\nusername = demo\npassword = "%s"\n'
                'tenant-id = %s\ndomain-id = default\n' % (KS, E['RIG_USER_PASSWORD'], demo.get_project_id()))
    with open(E['STATE'] + '/clouds.yaml', 'w') as f:
        f.write('clouds:\n')
        for user, pw in (('admin', 'RIG_ADMIN_PASSWORD'), ('demo', 'RIG_USER_PASSWORD'),
                         ('other', 'RIG_USER_PASSWORD')):
            f.write('  %s:\n    region_name: RegionOne\n    volume_api_version: 3\n    auth: {auth_url: "%s", '
                    'username: %s, password: "%s", project_name: %s, user_domain_id: default, '
                    'project_domain_id: default}\n' % (user, KS, user, E[pw], user))
        f.write('  appcred:\n    region_name: RegionOne\n    volume_api_version: 3\n    auth_type: v3applicationcredential\n'
                '    auth: {auth_url: "%s", application_credential_id: "%s", '
                'application_credential_secret: "%s"}\n' % (KS, cred, E['RIG_APPCRED_SECRET']))


def volume():
    def ci(method, path, body=None):
        return s.request(path, method, json=body, endpoint_filter={
            'service_type': 'volumev3', 'interface': 'public', 'region_name': 'RegionOne'}).json()
    backends = ['rbd'] + (['fake'] if E['RIG_FAKE_BACKEND'] == '1' else [])
    have = [t['name'] for t in ci('GET', '/types')['volume_types']]
    for b in backends:
        if b not in have:
            ci('POST', '/types', {'volume_type': {
                'name': b, 'extra_specs': {'volume_backend_name': b}}})
    # Ready when every service reports up and the scheduler knows every pool.
    deadline = time.time() + 60
    while True:
        up = {(x['binary'], x['host']) for x in ci('GET', '/os-services')['services']
              if x['state'] == 'up'}
        pools = {p['name'] for p in ci('GET', '/scheduler-stats/get_pools')['pools']}
        if (len(up) >= 2 + len(backends) and len(pools) >= len(backends)):
            return
        if time.time() > deadline:
            sys.exit('cinder services not ready: up=%s pools=%s' % (up, pools))
        time.sleep(0.2)


{'identity': identity, 'volume': volume}[sys.argv[1]]()
