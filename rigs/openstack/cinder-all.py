"""cinder-api, -scheduler, -volume and -backup in one process.

Does what cinder.cmd.{api,scheduler,volume,backup} do, but with one in-process
launcher, so that the fake:// message transport reaches all of them.
"""
import sys

from cinder.cmd import backup as cmd_backup    # monkey-patches with eventlet first
from cinder.cmd import volume as cmd_volume

import logging as python_logging
import os
import shlex

import os_brick
import eventlet
from oslo_config import cfg
from oslo_log import log as logging
from oslo_privsep import priv_context
from oslo_service import service as oslo_service

from cinder.common import config
from cinder import context
from cinder import coordination
from cinder import objects
from cinder import rpc
from cinder import service
from cinder import utils
from cinder import version

CONF = cfg.CONF


def report_state(self):
    """The heartbeat, by this service's own id.

    The original uses Service.service_id, one per process, so that only the
    service started last would be seen as up.
    """
    if self.manager.is_working() and not is_halted(self):
        ref = objects.Service.get_by_id(context.get_admin_context(),
                                        self.origin_service_id)
        ref.report_count += 1
        ref.save()


def switch(name):
    return os.path.join(CONF.state_path, name)


def is_halted(server):
    return server.binary == 'cinder-volume' and os.path.exists(switch('volume-halt'))


def follow_switch(volumes):
    """While there is a file volume-halt, cinder-volume takes no message and gives no
    sign of life; messages to it wait, as in a broker. The file volume-halted is the
    acknowledgement.
    """
    halted = False
    while True:
        if os.path.exists(switch('volume-halt')) != halted:
            halted = not halted
            for server in [s for v in volumes for s in (v.rpcserver, v.backend_rpcserver)]:
                if halted:
                    server.stop()
                    server.wait()
                else:
                    server.start()
            if halted:
                open(switch('volume-halted'), 'w').close()
            else:
                os.remove(switch('volume-halted'))
        eventlet.sleep(0.1)


def main():
    service.Service.report_state = report_state
    objects.register_all()
    CONF(sys.argv[1:], project='cinder', version=version.version_string())
    config.set_middleware_defaults()
    logging.setup(CONF, 'cinder')
    python_logging.captureWarnings(True)
    priv_context.init(root_helper=shlex.split(utils.get_root_helper()))
    os_brick.setup(CONF)
    cmd_volume.LOG = cmd_backup.LOG = logging.getLogger('cinder')
    coordination.COORDINATOR.start()
    rpc.init(CONF)
    # The RBD driver reads this option but leaves its registration to cinderlib;
    # without it the only keyrings that it finds are those in /etc/ceph.
    CONF.register_opt(cfg.StrOpt('rbd_keyring_conf', default=''), group='rbd')

    launcher = oslo_service.ServiceLauncher(CONF)
    launcher.launch_service(service.Service.create(binary='cinder-scheduler'))
    launcher.launch_service(service.Service.create(
        binary='cinder-backup', coordination=True, service_name='backup',
        process_number=1,
        semaphore=utils.semaphore_factory(CONF.backup_max_operations, 1)))
    # Volume last: Service.service_id, which marks unfinished work for the clean-up
    # after a crash, then is the volume service's.
    for backend in CONF.enabled_backends:
        cmd_volume._launch_service(launcher, backend)
    volumes = [s for s in launcher.services.services if getattr(s, 'binary', '') == 'cinder-volume']
    launcher.launch_service(service.WSGIService('osapi_volume'))
    eventlet.spawn_n(follow_switch, volumes)
    launcher.wait()


main()
