## layouts/admin/remote.py

remote-title = Wall remote
remote-wall = Wall
remote-previous = Previous
remote-next = Next
remote-hold = Hold
remote-go_on = Resume
remote-scenes = Scenes
remote-numbers = Open the wall's numbers in the analysis
remote-go_to = Show an area on the wall
remote-find_area = Type the name of an area
remote-no_area = No area matches.
remote-own_area = Back to the wall's own area
remote-sending = Sending…
remote-sent = Sent: { $what }
remote-last = Last order: { $what } · { $by } · { $time }
remote-no_order = No orders since this page was opened.
remote-to_scene = scene { $name }
remote-to_area = to { $name }
remote-unreached = The server cannot be reached; nothing was sent.
remote-failed = The server failed; nothing was sent.
remote-loading = Loading…
remote-no_walls = There are no walls yet.
remote-signed_in = Signed in with
remote-sign_out = Sign out
remote-home = Home
remote-language = Tiếng Việt
